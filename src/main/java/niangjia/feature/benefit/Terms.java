package niangjia.feature.benefit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import niangjia.engine.booking.Offering;
import niangjia.engine.people.Eligibility;
import niangjia.engine.union.Unions;
import niangjia.platform.Words;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts an offering's terms into words, in both languages. */
@Component
class Terms {

  private final MessageSource messages;
  private final Unions unions;

  Terms(MessageSource messages, Unions unions) {
    this.messages = messages;
    this.unions = unions;
  }

  /** Each condition with whether it is met. */
  List<Detail.CheckView> checks(Offering offering, List<Eligibility.Check> checks) {
    return checks.stream()
        .map(
            check ->
                new Detail.CheckView(
                    check.rule(), check.ok(), condition(offering, check.rule()), check.until()))
        .toList();
  }

  private Words condition(Offering offering, Eligibility.Rule rule) {
    var who = offering.eligibility();
    return switch (rule) {
      case UNION -> {
        var union = unions.nearest(who.within() == null ? "" : who.within()).name();
        yield words("benefit.check.UNION", locale -> List.of(union.in(locale)));
      }
      case MEMBERSHIP ->
          words(
              "benefit.check.MEMBERSHIP", locale -> List.of(names("state", who.states(), locale)));
      case GROUP ->
          words("benefit.check.GROUP", locale -> List.of(names("group", who.groups(), locale)));
      case MEMBER_MONTHS -> words("benefit.check.MEMBER_MONTHS", _ -> List.of(who.memberMonths()));
      case LIST -> words("benefit.check.LIST", _ -> List.of());
      case ABSENCE -> words("benefit.check.ABSENCE", _ -> absence(offering));
    };
  }

  private static List<Object> absence(Offering offering) {
    var rule = offering.share().absence();
    return rule == null ? List.of(0, 0, 0) : List.of(rule.times(), rule.days(), rule.pauseDays());
  }

  /** How often one person may take it. */
  Words limit(Offering offering) {
    var share = offering.share();
    var key = "benefit.limit." + share.period() + (share.family() == null ? "" : ".family");
    return words(key, _ -> List.of());
  }

  private String names(String kind, java.util.Collection<? extends Enum<?>> values, Locale locale) {
    return values.stream()
        .map(value -> messages.getMessage("benefit." + kind + "." + value, null, locale))
        .collect(Collectors.joining(messages.getMessage("benefit.or", null, locale)));
  }

  private Words words(String key, java.util.function.Function<Locale, List<Object>> arguments) {
    var texts =
        Stream.of(Locale.CHINESE, Locale.ENGLISH)
            .map(locale -> messages.getMessage(key, arguments.apply(locale).toArray(), locale))
            .toList();
    return Words.of(texts.getFirst(), texts.getLast());
  }
}
