package io.github.selftest.sample;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@FarmShopTest
class CatalogueTests {

	@Autowired
	private RestTestClient shop;

	@Test
	void listsAsManyProductsAsWanted() {
		this.shop.get()
			.uri("/products?limit=1")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody()
			.jsonPath("$.length()")
			.isEqualTo(1)
			.jsonPath("$[0].name")
			.isEqualTo("Eggs")
			.jsonPath("$[0].price")
			.isEqualTo(3.2);
	}

	@Test
	void showsOneProduct() {
		this.shop.get()
			.uri("/products/3")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("{'id': 3, 'name': 'Butter', 'unit': '250 g', 'price': 2.9, 'stock': 80}");
	}

	@Test
	void answersAnUnknownProductWithAProblem() {
		this.shop.get()
			.uri("/products/0")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.json("{'status': 404, 'title': 'Not Found', 'detail': 'There is no product 0', 'instance': '/products/0'}");
	}

	@Test
	void refusesALimitThatIsTooLarge() {
		this.shop.get()
			.uri("/products?limit=101")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

}
