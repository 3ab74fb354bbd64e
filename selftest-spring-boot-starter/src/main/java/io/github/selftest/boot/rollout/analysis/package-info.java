/**
 * Reads analysis templates of Argo Rollouts and names their mistakes, which the cluster
 * does not. Templates are judged by what they would do: a condition is evaluated for no
 * data, for nonsense and for each verdict, as the controller would. Plain Java on
 * SnakeYAML; nothing of it runs in a service.
 */
@NullMarked
package io.github.selftest.boot.rollout.analysis;

import org.jspecify.annotations.NullMarked;
