import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * Asks a service as a synthetic monitor. Needs the jar of selftest-api and nothing else:
 * java -cp selftest-api.jar docs/clients/SignedRequest.java http://localhost:8080/products?limit=1
 */
class SignedRequest {

    public static void main(String... arguments) throws Exception {
        URI url = URI.create(arguments[0]);
        SyntheticSigner signer = new SyntheticSigner(System.getenv("MONITOR_KEY_ID"), System.getenv("MONITOR_SECRET"),
                System.getenv("MONITOR_AUDIENCE"));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
            .header("User-Agent", "SyntheticMonitor/1.0")
            .timeout(Duration.ofSeconds(10));
        // with .withBody(bytes) for a POST; the bytes that are sent
        signer.headers(SyntheticRequest.of("GET", target(url))).forEach(request::header);
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
    }

    // raw, as it goes over the wire
    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return (url.getRawQuery() != null) ? path + "?" + url.getRawQuery() : path;
    }

}
