package io.github.selftest.planted.boot.engine;

import io.github.selftest.planted.boot.ForgottenAutoConfiguration;

class EngineKnowsTheRoot {

	ForgottenAutoConfiguration[] root = {};

}
