package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

import io.github.selftest.boot.check.RawLoopback;

/**
 * What all checks of this kind share.
 *
 * @param loopback the client
 * @param settings how probes are sent
 * @param identities what signs test users in
 * @param paths what turns routes into paths
 * @param judge what judges answers
 * @param ignored what is ignored
 * @param peer another instance to compare with, if there is one
 * @param views requests that are looked at from inside, if that is wanted
 * @param lifetimes where it is remembered for how long caches may go on with an answer
 */
record HttpCacheTools(RawLoopback loopback, ProbeSettings settings, Identities identities, TargetPaths paths,
		Judge judge, IgnoredRules ignored, Optional<Peer> peer, Optional<InsideViews> views, SeenLifetimes lifetimes) {

}
