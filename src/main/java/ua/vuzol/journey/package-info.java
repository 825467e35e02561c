/**
 * The timeline of a study: every step from the arrival of a file to its last copy, in the order in which it happened. What
 * happens before a study is known (a file lands, an examination waits) is told of a {@link ua.vuzol.journey.Subject} that is
 * linked to the study later.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package ua.vuzol.journey;
