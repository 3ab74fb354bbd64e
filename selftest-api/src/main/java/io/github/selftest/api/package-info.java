/**
 * What the author of a service implements or reads. A {@link Check} answers one question
 * about the running service with a {@link CheckResult}; a {@link CheckProvider} yields
 * checks that are known only at run time; {@link SelfTest} turns a method of any bean
 * into a check. All three get a {@link CheckContext} for the one run they are called for.
 */
@NullMarked
package io.github.selftest.api;

import org.jspecify.annotations.NullMarked;
