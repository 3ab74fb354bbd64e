package io.github.selftest.planted.boot;

public final class ForgottenAutoConfiguration {

}
