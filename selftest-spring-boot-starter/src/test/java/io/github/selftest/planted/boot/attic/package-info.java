/**
 * No room of the architecture, and no word about nulls.
 */
package io.github.selftest.planted.boot.attic;
