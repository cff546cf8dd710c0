package niangjia.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values that programs stumble over. */
final class Nasty {

  private static final JsonMapper JSON = new JsonMapper();

  /** Texts: empty, blank, very long, other scripts, control characters, injections, templates. */
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\n\r\t",
          "x".repeat(300),
          "名".repeat(20_000),
          "\uD83D",
          "\uDC69\uD83D",
          "👩‍👩‍👧‍👦🏳️‍🌈",
          "Ω≈ç√∫˜µ≤≥÷",
          "مرحبا",
          "\u202Eoverride\u2066",
          "\uFEFF\u200B",
          "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
          "'; drop table booking.booking; --",
          "' or '1'='1",
          "\" or \"\"=\"",
          "%' escape '%",
          "_%",
          "\\",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1/a}",
          "{{7*7}}#{7*7}${7*7}",
          "../../../../etc/passwd",
          "..%2f..%2f",
          "file:///etc/passwd",
          "=cmd|' /C calc'!A0",
          "$(reboot)`reboot`",
          "null",
          "undefined",
          "NaN",
          "true",
          "-1",
          "1e400",
          "9223372036854775808",
          "0x7f",
          "2026-02-30T25:61:61Z",
          "+999999999-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "1970-01-01",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "1-1-1-1-1",
          "bj.d110105..s",
          "bj.*",
          "bj|top",
          "__proto__");

  /** Bodies that are no right JSON, or no object. */
  static final List<byte[]> BODIES = bodies();

  private Nasty() {}

  /** The texts, and values of every other type. */
  static List<JsonNode> values() {
    var nodes = JSON.getNodeFactory();
    var values = new ArrayList<JsonNode>();
    values.add(nodes.nullNode());
    values.add(nodes.booleanNode(true));
    for (long number : new long[] {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      values.add(nodes.numberNode(number));
    }
    values.add(nodes.numberNode(Long.MAX_VALUE));
    values.add(nodes.numberNode(Long.MIN_VALUE));
    values.add(nodes.numberNode(0.5));
    values.add(nodes.numberNode(1e300));
    values.add(JSON.createArrayNode());
    values.add(JSON.createObjectNode());
    values.add(JSON.createArrayNode().add(JSON.createArrayNode().addNull()));
    values.add(JSON.createObjectNode().put("zh", 1).put("__proto__", "x"));
    TEXTS.forEach(text -> values.add(nodes.stringNode(text)));
    return values;
  }

  private static List<byte[]> bodies() {
    var bodies = new ArrayList<byte[]>();
    for (var text :
        List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "\"\"",
            "[]",
            "[null]",
            "{",
            "}",
            "{}",
            "{\"a\":}",
            "{'a':1}",
            "{\"a\":1}{\"b\":2}",
            "{\"place\":1,\"place\":2}",
            "{\"\\u0000\":\"\\ud800\"}",
            "{\"n\":1e99999}",
            "{\"n\":" + "9".repeat(5000) + "}",
            "[".repeat(20_000),
            "{\"a\":".repeat(5_000),
            "a=b&c=d",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
            "\uFEFF{}",
            "{\"x\":\"" + "名".repeat(400_000) + "\"}")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xA0, (byte) 0xFF, (byte) 0xFE});
    bodies.add("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    bodies.add("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
    bodies.add(new byte[2048]);
    return bodies;
  }
}
