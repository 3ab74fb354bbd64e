package io.github.selftest.planted.boot.rollout.tags;

public class RolloutTags {

}
