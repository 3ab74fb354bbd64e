package io.github.selftest.sample.orders;

import java.security.Principal;
import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.sample.catalogue.Catalogue;

@RestController
class OrderController {

	private final Orders orders;

	private final Catalogue catalogue;

	OrderController(Orders orders, Catalogue catalogue) {
		this.orders = orders;
		this.catalogue = catalogue;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	Order place(Principal customer, @RequestBody @Valid NewOrder wanted) {
		Order placed = this.orders.place(customer.getName(), wanted);
		placed.lines().forEach((line) -> this.catalogue.forget(line.productId()));
		return placed;
	}

	@GetMapping("/orders")
	List<Order> own(Principal customer) {
		return this.orders.of(customer.getName());
	}

}
