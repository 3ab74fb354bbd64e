/**
 * What people see: the page, its twin in plain text, and the badges. All of it is written
 * by the server, complete without JavaScript, from what the engine has in memory. The
 * style and the script are resources that are put into the page when the application
 * starts; nothing is ever fetched from anywhere else.
 */
@NullMarked
package io.github.selftest.boot.webpage;

import org.jspecify.annotations.NullMarked;
