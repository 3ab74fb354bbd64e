package io.github.selftest.planted.api;

public interface Check {

}
