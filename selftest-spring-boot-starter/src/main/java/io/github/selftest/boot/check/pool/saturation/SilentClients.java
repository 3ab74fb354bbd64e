package io.github.selftest.boot.check.pool.saturation;

import java.util.Collection;
import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * A check that names silent HTTP clients, while there are any.
 */
final class SilentClients implements CheckProvider {

	private final HttpClients clients;

	private final SilentClientsCheck check;

	SilentClients(HttpClients clients) {
		this.clients = clients;
		this.check = new SilentClientsCheck(clients);
	}

	@Override
	public Collection<? extends Check> checks() {
		return this.clients.silent().isEmpty() ? List.of() : List.of(this.check);
	}

}
