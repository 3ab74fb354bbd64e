package io.github.selftest.sample.sensors;

import java.math.BigDecimal;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a sensor reports: degrees Celsius and percent. The ranges are those a working
 * sensor on a farm can see; what is outside comes from a broken one.
 */
record Reading(@NotBlank @Size(max = 40) String sensor,
		@NotNull @DecimalMin("-40") @DecimalMax("60") BigDecimal temperature,
		@NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal humidity) {

}
