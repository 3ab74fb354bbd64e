package io.github.selftest.planted.boot.attic;

class Attic {

}
