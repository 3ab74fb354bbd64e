/**
 * Who may do what: accounts, passwords, tokens, and the rules for each route.
 */
@NullMarked
package io.github.selftest.sample.signin;

import org.jspecify.annotations.NullMarked;
