Feature: Free food for the members of one district
  Flour and honey are siblings: whoever has one does not get the other.

  Background:
    Given the officer "chaoyang" plans the benefit "面粉":
      | union    | 朝阳区总工会       |
      | opens    | 1 minute ago       |
      | closes   | in 5 days          |
      | members  | ACTIVE             |
      | family   | paired-region-food |
      | once per | QUARTER            |
      | category | FOOD               |
    And "面粉" has the places:
      | kind      | capacity | starts | ends       |
      | 5千克一袋 | 30       | now    | in 14 days |
    And "chaoyang" publishes "面粉"
    And the officer "chaoyang" plans the benefit "蜂蜜":
      | union    | 朝阳区总工会       |
      | opens    | 1 minute ago       |
      | closes   | in 5 days          |
      | members  | ACTIVE             |
      | family   | paired-region-food |
      | once per | QUARTER            |
      | category | FOOD               |
    And "蜂蜜" has the places:
      | kind     | capacity | starts | ends       |
      | 两瓶一份 | 30       | now    | in 14 days |
    And "chaoyang" publishes "蜂蜜"

  Scenario: Whoever has flour gets no honey
    Given "Zhao" is a member of "呼家楼街道总工会"
    Then "Zhao" sees "面粉" and may take it
    When "Zhao" books "面粉"
    Then it succeeds
    When "Zhao" books "蜂蜜"
    Then it is refused because HOLDS_ONE
    When "Zhao" joins the waiting list of "蜂蜜"
    Then it is refused because HOLDS_ONE
    When "Zhao" cancels "面粉"
    And "Zhao" books "蜂蜜"
    Then it succeeds
    And "Zhao" holds 1 booking

  Scenario: Another district's member is told so before trying
    Given "Qian" is a member of "海淀区总工会"
    Then "Qian" sees beforehand that "面粉" is not for them
    When "Qian" books "面粉"
    Then it is refused because NOT_ELIGIBLE
    And the condition UNION is not met
    When "Qian" joins the waiting list of "面粉"
    Then it is refused because NOT_ELIGIBLE

  Scenario: Who has only applied is no member yet
    Given "Sun" has only applied to join "朝阳区总工会"
    When "Sun" books "蜂蜜"
    Then it is refused because NOT_ELIGIBLE
    And the condition MEMBERSHIP is not met

  Scenario: Three hundred people of the district for thirty bags
    Given 300 people of "朝阳区总工会" are signed in
    When all of them come for "面粉" within 1 seconds
    Then exactly 30 of them hold "面粉"
    And all others are refused because SOLD_OUT or NOT_ELIGIBLE
