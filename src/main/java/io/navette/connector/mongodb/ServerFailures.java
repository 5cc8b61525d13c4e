package io.navette.connector.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.navette.failure.Failure;

/** Says of what the driver throws who must act (error codes: mongodb/specifications, retryable). */
final class ServerFailures {
  private static final String REACH =
      "check host, port and tls; Atlas answers only addresses in the project's access list";

  private ServerFailures() {}

  /**
   * The failure of an exception.
   *
   * @param place connection and stream
   */
  static Failure of(String place, MongoException e) {
    return switch (e) {
      case MongoInterruptedException interrupted ->
          new Failure.Interrupted(place + ": interrupted while talking to MongoDB");
      case MongoSecurityException denied -> access(place, denied);
      case MongoTimeoutException late -> timeout(place, late);
      case MongoSocketException broken ->
          new Failure.Remote(place + ": " + broken.getMessage(), REACH, broken);
      case MongoConfigurationException wrong ->
          new Failure.Remote(
              place + ": " + wrong.getMessage(),
              "mongodb+srv needs DNS that answers SRV and TXT; mongodb:// with all hosts does not",
              wrong);
      case MongoCommandException refused -> refused(place, refused);
      case MongoWriteConcernException unsure ->
          new Failure.Remote(
              place + ": the write is not on enough members: " + unsure.getMessage(),
              "look at the replica set, or set write_concern",
              unsure);
      default -> byCode(place, e, String.valueOf(e.getMessage()));
    };
  }

  private static Failure access(String place, MongoException e) {
    return new Failure.Access(
        place + ": " + e.getMessage(), "check user, password and auth_database", e);
  }

  /** A refused login and a refused certificate show as a server that can't be selected. */
  private static Failure timeout(String place, MongoTimeoutException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("MongoSecurityException")) {
      return access(place, e);
    }
    return new Failure.Remote(place + ": " + message, REACH, e);
  }

  private static Failure refused(String place, MongoCommandException e) {
    return byCode(place, e, e.getErrorMessage() + " (" + e.getErrorCodeName() + ")");
  }

  private static Failure byCode(String place, MongoException e, String said) {
    String message = place + ": " + said;
    return switch (e.getCode()) {
      case 13, 18, 8000 ->
          new Failure.Access(message, "give the user a role that may do this on the database", e);
      case 2, 9, 14, 17287 ->
          new Failure.Configuration(message, "check where:, it is a query in MongoDB's JSON", e);
      case 40573 ->
          new Failure.Configuration(
              message,
              "change streams need a replica set; without one, read by a cursor field of the"
                  + " documents",
              e);
      case 260 ->
          new Failure.Data(
              message + "; the server does not know the place in the change stream",
              "navette sync --full-refresh, if this is the server of the runs before",
              e);
      case 280, 286, 40576 ->
          new Failure.Data(
              message + "; the oplog no longer holds the changes since the last run",
              "navette sync --full-refresh, and run more often or make the oplog larger",
              e);
      case 121, 10334, 11000 ->
          new Failure.Data(message, "correct the rows, or the rules of the collection", e);
      default -> new Failure.Remote(message + " (code " + e.getCode() + ")", "try again later", e);
    };
  }
}
