package studio.greenroom.saga.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormTest {

    private static final OutputForm FORM = new OutputForm("words", """
            {"type": "object", "additionalProperties": false, "required": ["text", "tags", "mood"], "properties": {
              "text": {"type": "string"},
              "mood": {"type": ["string", "null"], "enum": ["calm", null]},
              "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}}}}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"tags\":[\"b\"],\"mood\":\"calm\"}",
                "{\"mood\":null,\"tags\":[\"b\",\"c\"],\"text\":\"\"}"
            })
    void an_answer_of_the_form_has_no_fault(String answer) {
        assertThat(FORM.fault(answer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Here it is:",
                "{\"text\":\"a\",\"tags\":[\"b\"],\"mood\":\"calm\"",
                "{\"text\":\"a\",\"tags\":[\"b\"],\"mood\":\"calm\"} and more",
                "null",
                "[]",
                "{\"text\":\"a\",\"tags\":[\"b\"]}",
                "{\"text\":\"a\",\"tags\":[\"b\"],\"mood\":\"calm\",\"more\":1}",
                "{\"text\":7,\"tags\":[\"b\"],\"mood\":\"calm\"}",
                "{\"text\":null,\"tags\":[\"b\"],\"mood\":\"calm\"}",
                "{\"text\":\"a\",\"tags\":\"b\",\"mood\":\"calm\"}",
                "{\"text\":\"a\",\"tags\":[],\"mood\":\"calm\"}",
                "{\"text\":\"a\",\"tags\":[\"b\",\"c\",\"d\"],\"mood\":\"calm\"}",
                "{\"text\":\"a\",\"tags\":[7],\"mood\":\"calm\"}",
                "{\"text\":\"a\",\"tags\":[\"b\"],\"mood\":\"wild\"}"
            })
    void an_answer_of_another_form_has_one(String answer) {
        assertThat(FORM.fault(answer)).isNotBlank().doesNotContain("Here it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[],"
                        + "\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],"
                        + "\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"x\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],"
                        + "\"properties\":{\"a\":{\"type\":\"text\"}}}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],"
                        + "\"properties\":{\"a\":{\"type\":\"array\"}}}"
            })
    void a_schema_that_no_model_is_held_to_strictly_makes_no_form(String schema) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OutputForm("words", schema));
    }

    @Test
    void a_form_has_a_plain_name() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OutputForm("two words", FORM.jsonSchema()));
    }
}
