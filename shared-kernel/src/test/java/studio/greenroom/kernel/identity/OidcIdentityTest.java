package studio.greenroom.kernel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

class OidcIdentityTest {

    private final TestIssuer issuer = new TestIssuer();
    private final AtomicInteger asked = new AtomicInteger();
    private final OidcIdentity identity =
            identity(new OidcSettings(issuer.name(), null, TestIssuer.AUDIENCE, "greenroom:admin"), Clock.systemUTC());

    @AfterEach
    void close() {
        issuer.close();
    }

    private OidcIdentity identity(OidcSettings settings, Clock clock) {
        return new OidcIdentity(
                new TokenDecoder(settings, clock),
                (by, subject) -> Mono.fromCallable(() -> {
                    asked.incrementAndGet();
                    return by + "#" + subject;
                }),
                settings,
                clock);
    }

    private void assertRefused(OidcIdentity door, String token) {
        assertThatThrownBy(() -> door.identify(token).block())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_SIGNED_IN));
    }

    private void assertRefused(String token) {
        assertRefused(identity, token);
    }

    @Test
    void theIssuersTokenSpeaksForItsSubjectWhoIsNoAdministrator() {
        assertThat(identity.identify(issuer.token("mara")).block())
                .isEqualTo(new Identity(issuer.name() + "#mara", false));
    }

    @Test
    void anAddressOfKeysDoesWithoutDiscoveryAndThenAnyIssuersNameIsKeptApart() {
        OidcIdentity byKeys =
                identity(new OidcSettings(null, issuer.jwkSetUri(), TestIssuer.AUDIENCE, "a"), Clock.systemUTC());

        String other = issuer.signed(
                issuer.claims("mara").issuer("https://other.example").build());

        assertThat(byKeys.identify(issuer.token("mara")).block().owner()).isEqualTo(issuer.name() + "#mara");
        assertThat(byKeys.identify(other).block().owner()).isEqualTo("https://other.example#mara");
    }

    @Test
    void aForgedSignatureIsRefusedAlsoUnderTheNameOfTheRealKey() {
        String token = TestIssuer.signed(issuer.claims("mara").build(), TestIssuer.newKey("first"));
        String real = issuer.token("mara");

        assertRefused(token);
        assertRefused(real.substring(0, real.lastIndexOf('.')) + ".AAAA");
        assertRefused("rubbish");
        assertRefused("");
    }

    @Test
    void aTokenWithoutAnAlgorithmIsRefused() {
        assertRefused(new PlainJWT(issuer.claims("mara").build()).serialize());
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASharedSecretIsRefused() throws Exception {
        byte[] secret = issuer.publicKey().toRSAPublicKey().getEncoded();
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                new Payload(issuer.claims("mara").build().toJSONObject()));
        token.sign(new MACSigner(secret));

        assertRefused(token.serialize());
    }

    @Test
    void aTokenForAnotherAudienceIsRefusedUnlessItWasMadeForGreenroomAsItsParty() {
        JWTClaimsSet.Builder other = issuer.claims("mara").audience("elsewhere");

        assertRefused(issuer.signed(other.build()));
        assertRefused(
                issuer.signed(issuer.claims("mara").audience((String) null).build()));
        assertThat(identity.identify(issuer.signed(
                                other.claim("azp", TestIssuer.AUDIENCE).build()))
                        .block())
                .isNotNull();
        assertThat(identity.identify(issuer.signed(issuer.claims("mara")
                                .audience(List.of("elsewhere", TestIssuer.AUDIENCE))
                                .build()))
                        .block())
                .isNotNull();
    }

    @Test
    void anExpiredTokenAndOneThatNeverExpiresAndOneOfTomorrowAreRefused() {
        assertRefused(issuer.signed(issuer.claims("mara")
                .expirationTime(Date.from(Instant.now().minusSeconds(120)))
                .build()));
        assertRefused(issuer.signed(issuer.claims("mara").expirationTime(null).build()));
        assertRefused(issuer.signed(issuer.claims("mara")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(3600)))
                .build()));
    }

    @Test
    void aTokenThatWasKnownIsRefusedOnceItHasExpired() {
        Instant[] now = {Instant.now()};
        Clock clock = new MovingClock(now);
        OidcIdentity door = identity(new OidcSettings(issuer.name(), null, TestIssuer.AUDIENCE, "a"), clock);
        String token = issuer.token("mara");

        assertThat(door.identify(token).block()).isNotNull();
        now[0] = now[0].plus(Duration.ofMinutes(12));

        assertRefused(door, token);
    }

    @Test
    void aTokenOfAnotherIssuerOrOfNobodyIsRefused() {
        assertRefused(issuer.signed(
                issuer.claims("mara").issuer("https://other.example").build()));
        assertRefused(issuer.signed(issuer.claims("mara").issuer(null).build()));
        assertRefused(issuer.signed(issuer.claims(null).build()));
        assertRefused(issuer.signed(issuer.claims("").build()));
        assertRefused(issuer.signed(issuer.claims("x".repeat(256)).build()));
    }

    @Test
    void theAdministratorsScopeIsOneOfTheScopesInEitherForm() {
        List<JWTClaimsSet.Builder> administrators = List.of(
                issuer.claims("a").claim("scope", "openid greenroom:admin"),
                issuer.claims("b").claim("scp", List.of("openid", "greenroom:admin")));
        List<JWTClaimsSet.Builder> others = List.of(
                issuer.claims("c").claim("scope", "openid greenroom:administrator"),
                issuer.claims("d").claim("scp", List.of("openid")),
                issuer.claims("e").claim("scope", 7));

        assertThat(administrators)
                .allMatch(claims ->
                        identity.identify(issuer.signed(claims.build())).block().administrator());
        assertThat(others)
                .noneMatch(claims ->
                        identity.identify(issuer.signed(claims.build())).block().administrator());
    }

    @Test
    void keysThatCanNotBeHadAreAnOutageAndNotTheTokensFault() {
        issuer.close();

        for (int i = 0; i < 5; i++) {
            String token = issuer.token("mara" + i);
            assertThatThrownBy(() -> identity.identify(token).block())
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        }
    }

    @Test
    void aNewKeyOfTheIssuerIsLookedUpAndUnknownOnesLeadToFewLookUps() {
        assertThat(identity.identify(issuer.token("mara")).block()).isNotNull();
        RSAKey second = TestIssuer.newKey("second");
        issuer.publish(second);

        assertThat(identity.identify(TestIssuer.signed(issuer.claims("mara").build(), second))
                        .block())
                .isNotNull();
        RSAKey unknown = TestIssuer.newKey("unknown");
        for (int i = 0; i < 20; i++) {
            assertRefused(TestIssuer.signed(issuer.claims("mara" + i).build(), unknown));
        }

        assertThat(issuer.lookUps()).isLessThanOrEqualTo(4);
    }

    @Test
    void manyRequestsWithOneTokenAtOnceAskOnceWhoItsOwnerIs() {
        String token = issuer.token("mara");
        List<CompletableFuture<Identity>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(identity.identify(token).toFuture());
        }

        assertThat(all).allMatch(one -> one.join().owner().endsWith("#mara"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void anOwnerWhoCouldNotBeHadIsAskedForAgain() {
        AtomicInteger times = new AtomicInteger();
        OidcSettings settings = new OidcSettings(issuer.name(), null, TestIssuer.AUDIENCE, "a");
        OidcIdentity door = new OidcIdentity(
                new TokenDecoder(settings, Clock.systemUTC()),
                (by, subject) ->
                        times.incrementAndGet() == 1 ? Mono.error(new IllegalStateException("away")) : Mono.just("own"),
                settings,
                Clock.systemUTC());
        String token = issuer.token("mara");

        assertThatThrownBy(() -> door.identify(token).block()).hasMessage("away");
        assertThat(door.identify(token).block().owner()).isEqualTo("own");
    }

    @Test
    void withoutAnIssuerOrAnAudienceNothingStarts() {
        assertThatThrownBy(() -> new OidcSettings(null, " ", "greenroom", "a")).hasMessageContaining("issuer");
        assertThatThrownBy(() -> new OidcSettings("https://issuer.example", null, "", "a"))
                .hasMessageContaining("audience");
        assertThatThrownBy(() -> Mode.of("open")).hasMessageContaining("local or oidc");
    }

    private static final class MovingClock extends Clock {

        private final Instant[] now;

        MovingClock(Instant[] now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now[0];
        }
    }
}
