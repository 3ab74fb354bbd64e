package io.github.selftest.planted.boot.engine;

import io.github.selftest.planted.boot.rollout.tags.RolloutTags;

class EngineKnowsAFeature {

	RolloutTags tags = new RolloutTags();

}
