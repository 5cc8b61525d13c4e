package io.navette.cli;

import io.navette.console.Progress;
import io.navette.failure.Failure;
import io.navette.sync.Cancellation;
import io.navette.sync.DryRun;
import io.navette.sync.Engine;
import io.navette.sync.Flow;
import io.navette.sync.FlowRun;
import io.navette.sync.Job;
import io.navette.sync.Preview;
import io.navette.sync.RunOptions;
import io.navette.sync.StreamRule;
import io.navette.sync.SyncPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Runs jobs. */
final class Sync implements Callable<Integer> {
  private static final int SOME_FAILED = 3;
  private static final int HOLDS_CHANGES = 14;

  private final Session session;
  private final ToIntFunction<Throwable> exits;

  private List<String> names = new ArrayList<>();
  private Optional<String> flow = Optional.empty();
  private boolean due;
  private boolean fullRefresh;
  private Optional<String> from = Optional.empty();
  private Optional<String> to = Optional.empty();
  private Optional<String> select = Optional.empty();
  private boolean dryRun;
  private boolean check;
  private Optional<String> planName = Optional.empty();
  private Optional<String> applyName = Optional.empty();
  private Duration maxPlanAge = SyncPlan.MAX_AGE;
  private Optional<PlanFile> plan = Optional.empty();
  private Optional<Integer> parallel = Optional.empty();
  private long chunkRows = RunOptions.CHUNK_ROWS;
  private Optional<StreamRule.VerifyLevel> verify = Optional.empty();
  private IfLocked ifLocked = IfLocked.FAIL;
  private Optional<Duration> deadline = Optional.empty();

  Sync(Session session, ToIntFunction<Throwable> exits) {
    this.session = session;
    this.exits = exits;
  }

  CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("sync");
    spec.usageMessage()
        .description("Runs all jobs, or the ones named; what is new since last time, where it can.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  navette sync                            all jobs",
            "  navette sync customers --dry-run        what would change?",
            "  navette sync customers --plan p.sealed  the same, to be applied later",
            "  navette sync --apply p.sealed           just what was shown",
            "  navette sync customers --full-refresh   everything again",
            "  navette sync --due --if-locked skip     from cron, by the jobs' schedules",
            "  navette sync --flow nightly             a flow's jobs, in their order",
            "");
    spec.addPositional(
        Options.words(() -> names, value -> names = value)
            .arity("0..*")
            .paramLabel("JOB")
            .description("Run only these jobs.")
            .build());
    whatToRun().forEach(option -> spec.addOption(option.build()));
    plans().forEach(option -> spec.addOption(option.build()));
    howToRun().forEach(option -> spec.addOption(option.build()));
    return spec;
  }

  private List<OptionSpec.Builder> whatToRun() {
    return List.of(
        Options.optional(String.class, value -> flow = value, "--flow")
            .paramLabel("NAME")
            .description("Run a flow's jobs in its order; what waits for a failed one is skipped."),
        Options.flag(on -> due = on, "--due")
            .description("Run only what its schedule says is due."),
        Options.flag(on -> fullRefresh = on, "--full-refresh")
            .description("Read from the beginning."),
        Options.optional(String.class, value -> from = value, "--from")
            .paramLabel("VALUE")
            .description("Read again from this cursor value on; the bookmark stays."),
        Options.optional(String.class, value -> to = value, "--to")
            .paramLabel("VALUE")
            .description("Read only below this cursor value; the bookmark stays."),
        Options.optional(String.class, value -> select = value, "--select")
            .paramLabel("GLOB")
            .description("Only streams of this name; * is any text."),
        Options.flag(on -> dryRun = on, "--dry-run")
            .description("Show what would change; change nothing."),
        Options.flag(on -> check = on, "--check")
            .description("With --dry-run: exit with 14 when something would change."));
  }

  private List<OptionSpec.Builder> plans() {
    return List.of(
        Options.optional(String.class, value -> planName = value, "--plan")
            .paramLabel("FILE")
            .description("Like --dry-run, and seal what would be sent to a web API into a file."),
        Options.optional(String.class, value -> applyName = value, "--apply")
            .paramLabel("FILE")
            .description("Send exactly what a plan holds, if the target is still as it was."),
        Options.value(Duration.class, value -> maxPlanAge = value, "--max-plan-age")
            .paramLabel("SPAN")
            .converters(new Spans())
            .description("Refuse to apply an older plan (default: 24h)."));
  }

  private List<OptionSpec.Builder> howToRun() {
    return List.of(
        Options.optional(Integer.class, value -> parallel = value, "--parallel")
            .paramLabel("N")
            .description("Streams at the same time, whatever the YAML says."),
        Options.value(Long.class, value -> chunkRows = value, "--chunk-rows")
            .paramLabel("ROWS")
            .defaultValue("" + RunOptions.CHUNK_ROWS)
            .description("Commit after so many rows (default: ${DEFAULT-VALUE})."),
        Options.optional(StreamRule.VerifyLevel.class, value -> verify = value, "--verify")
            .paramLabel("LEVEL")
            .description("Compare afterwards: ${COMPLETION-CANDIDATES}."),
        Options.value(IfLocked.class, value -> ifLocked = value, "--if-locked")
            .paramLabel("WHAT")
            .converters(new IfLocked.Reader())
            .defaultValue("fail")
            .description("When the job is running already: fail, skip or wait=10m."),
        Options.optional(Duration.class, value -> deadline = value, "--deadline")
            .paramLabel("SPAN")
            .converters(new Spans())
            .description("Stop safely after this time, e.g. 20m."));
  }

  @Override
  public Integer call() {
    plan = planName.map(name -> new PlanFile(session, name));
    checkTogether();
    Cancellation cancellation = cancellation();
    if (applyName.isPresent()) {
      PlanFile file = new PlanFile(session, applyName.get());
      return Stop.during(cancellation, () -> apply(file, cancellation));
    }
    Optional<Flow> wanted = flow.map(this::flow);
    List<Job> jobs = jobs(wanted);
    if (plan.isPresent() && jobs.size() != 1) {
      throw new Failure.Usage(
          "--plan holds one job, and these are " + jobs.size(), "name the job before --plan");
    }
    boolean previews = dryRun || plan.isPresent();
    return Stop.during(
        cancellation,
        () ->
            previews
                ? preview(jobs, cancellation)
                : wanted
                    .map(chained -> run(chained, jobs, cancellation))
                    .orElseGet(() -> run(jobs, cancellation)));
  }

  private void checkTogether() {
    boolean chosen = due || fullRefresh || from.isPresent() || to.isPresent() || select.isPresent();
    boolean other = dryRun || plan.isPresent() || verify.isPresent() || flow.isPresent();
    if (applyName.isPresent() && (chosen || other)) {
      throw new Failure.Usage(
          "--apply sends what its plan holds; that can't be chosen any more",
          "leave out all but --apply, --max-plan-age, --if-locked and --deadline");
    }
    if (plan.isPresent() && (due || flow.isPresent())) {
      throw new Failure.Usage("--plan holds one job: no --due, no --flow", "name the job");
    }
    if (check && !dryRun && plan.isEmpty()) {
      throw new Failure.Usage("--check belongs to --dry-run", "add --dry-run");
    }
  }

  private Flow flow(String name) {
    if (due || !names.isEmpty()) {
      throw new Failure.Usage(
          "--flow names the jobs to run and their order", "leave out the jobs and --due");
    }
    return session.workspace().flow(name);
  }

  private List<Job> jobs(Optional<Flow> wanted) {
    if (wanted.isPresent()) {
      return session.workspace().jobs(wanted.get().jobs());
    }
    return due ? session.workspace().dueJobs(names) : session.workspace().jobs(names);
  }

  private int run(List<Job> jobs, Cancellation cancellation) {
    List<Integer> codes = new ArrayList<>();
    for (Job job : jobs) {
      codes.add(run(job, cancellation).orElse(0));
    }
    return together(codes);
  }

  private int run(Flow chained, List<Job> jobs, Cancellation cancellation) {
    Map<String, Job> named = new HashMap<>();
    jobs.forEach(job -> named.put(job.name(), job));
    FlowRun run =
        new FlowRun(
            chained,
            new FlowRun.Jobs() {
              @Override
              public OptionalInt run(String job) {
                return Sync.this.run(Objects.requireNonNull(named.get(job)), cancellation);
              }

              @Override
              public void skip(String job, String reason) {
                Job skipped = Objects.requireNonNull(named.get(job));
                engine(cancellation).skip(skipped, session.runContext(skipped), reason);
                session.console().tell(job + ": skipped, since " + reason);
              }
            });
    int exit = run.run();
    session.console().tell(run.summary());
    return exit;
  }

  private Engine engine(Cancellation cancellation) {
    return new Engine(
        session.workspace().journal(),
        session.workspace().leases(),
        Progress.of(session.console()),
        session.surroundings().clock(),
        cancellation,
        exits::applyAsInt);
  }

  /** Empty where another run holds the job and that is no matter. */
  private OptionalInt run(Job job, Cancellation cancellation) {
    return locked(
        job, () -> engine(cancellation).run(job, session.runContext(job), options()).exit());
  }

  private OptionalInt locked(Job job, IntSupplier run) {
    try {
      return OptionalInt.of(run.getAsInt());
    } catch (Failure.Locked e) {
      if (ifLocked.skip()) {
        session.console().tell(job.name() + ": skipped, " + e.getMessage());
        return OptionalInt.empty();
      }
      session.console().fail(e, exits.applyAsInt(e));
      return OptionalInt.of(exits.applyAsInt(e));
    }
  }

  private int preview(List<Job> jobs, Cancellation cancellation) {
    plan.ifPresent(PlanFile::prepare);
    DryRun dry = new DryRun(session.workspace().journal(), cancellation, exits::applyAsInt);
    List<Preview> previews = new ArrayList<>();
    for (Job job : jobs) {
      previews.add(plan.isPresent() ? dry.sealable(job, options()) : dry.run(job, options()));
    }
    new DryRunReport(session.console()).print(previews);
    int exit =
        together(
            previews.stream()
                .flatMap(preview -> preview.streams().stream())
                .map(Preview.StreamPreview::exit)
                .toList());
    if (plan.isPresent() && exit != 0) {
      session.console().tell("no plan was written, as a run would be stopped");
    }
    if (plan.isPresent() && exit == 0) {
      plan.get().write(jobs.getFirst(), previews.getFirst(), maxPlanAge);
    }
    boolean changes = previews.stream().anyMatch(Preview::holdsChanges);
    return exit == 0 && changes && (check || plan.isPresent()) ? HOLDS_CHANGES : exit;
  }

  private int apply(PlanFile file, Cancellation cancellation) {
    SyncPlan read = file.read(names, maxPlanAge);
    Job job = file.job(read);
    return locked(
            job,
            () ->
                engine(cancellation)
                    .apply(
                        job,
                        read,
                        session.workspace().history().plans(),
                        session.runContext(job),
                        options())
                    .exit())
        .orElse(0);
  }

  private RunOptions options() {
    return new RunOptions(
        fullRefresh, from, to, select, verify, ifLocked.patience(), parallel, chunkRows, 0);
  }

  private Cancellation cancellation() {
    var clock = session.surroundings().clock();
    return deadline
        .map(span -> Cancellation.at(clock, clock.instant().plus(span)))
        .orElseGet(() -> Cancellation.onSignal(clock));
  }

  private static int together(List<Integer> codes) {
    List<Integer> different = codes.stream().distinct().toList();
    return different.isEmpty() ? 0 : different.size() == 1 ? different.getFirst() : SOME_FAILED;
  }
}
