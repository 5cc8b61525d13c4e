/** The few ways a run can fail, by who must act. Uses nothing but the JDK. */
@NullMarked
package io.navette.failure;

import org.jspecify.annotations.NullMarked;
