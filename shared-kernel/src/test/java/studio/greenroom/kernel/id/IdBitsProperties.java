package studio.greenroom.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IdBitsProperties {

    @Property
    void an_id_says_the_same_128_bits_as_its_hexadecimal_digits(@ForAll long high, @ForAll long low) {
        Assume.that((high | low) != 0);

        String id = Ids.of(Ids.TRACED_ASK, high, low);

        assertThat(Ids.isId(Ids.TRACED_ASK, id)).isTrue();
        assertThat(Ids.hex(id))
                .isEqualTo(HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low));
    }

    @Property
    void whatever_a_text_is_it_has_digits_or_none(@ForAll String text) {
        assertThat(Ids.hex(text) == null || Ids.hex(text).matches("[0-9a-f]{32}"))
                .isTrue();
    }

    @Example
    void what_is_no_id_has_no_digits_and_neither_has_zero() {
        assertThat(Ids.hex("cmd_1")).isNull();
        assertThat(Ids.hex("")).isNull();
        assertThat(Ids.hex("_00000000000000000000000001")).isNull();
        assertThat(Ids.hex("cmd_80000000000000000000000001"))
                .as("more than 128 bits")
                .isNull();
        assertThat(Ids.hex("cmd_0000000000000000000000000l")).isNull();
        assertThat(Ids.hex("cmd_00000000000000000000000000")).isNull();
        assertThat(Ids.hex("cmd_0000000000000000000000001z")).isEqualTo("0000000000000000000000000000003f");
    }
}
