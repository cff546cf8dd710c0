Feature: Flour handed out by QR without a network
  A store room in a basement: no signal. The gates take signed lists along and tell later.

  Background:
    Given the officer "jianwai" plans the benefit "地库面粉":
      | union    | 建外街道总工会 |
      | opens    | 1 minute ago   |
      | closes   | in 5 days      |
      | category | FOOD           |
    And "地库面粉" has the places:
      | kind      | capacity | starts | ends       |
      | 5千克一袋 | 30       | now    | in 14 days |
    And "jianwai" publishes "地库面粉"
    And "Zhao" is a member of "建外街道总工会"
    And "Qian" is a member of "建外街道总工会"
    And "Zhao" books "地库面粉"
    And "Qian" books "地库面粉"

  Scenario: Taken in the basement, told upstairs
    When the gate "gate" takes the list of "地库面粉" along for "地库东口"
    Then the list at "地库东口" has 2 vouchers and no names
    When without a network "地库东口" takes the voucher of "Zhao" for "地库面粉"
    And without a network "地库东口" takes the voucher of "Qian" for "地库面粉"
    And "地库东口" tells of "Zhao" as "gate"
    Then it succeeds
    When "地库东口" tells of "Zhao" as "gate"
    Then it succeeds
    When "地库东口" tells of "Qian" as "gate"
    Then it succeeds
    And the booking of "Zhao" for "地库面粉" is REDEEMED
    And the booking of "Qian" for "地库面粉" is REDEEMED
    When the gate "gate" scans the voucher of "Zhao" for "地库面粉" at "地上西口"
    Then it is refused because ALREADY_REDEEMED
    And it was first used at "地库东口"

  Scenario: Two gates without a network take the same voucher
    When the gate "gate" takes the list of "地库面粉" along for "地库东口"
    And the gate "gate" takes the list of "地库面粉" along for "地库西口"
    And without a network "地库东口" takes the voucher of "Zhao" for "地库面粉"
    And without a network "地库西口" takes the voucher of "Zhao" for "地库面粉"
    And "地库西口" tells of "Zhao" as "gate"
    Then it succeeds
    When "地库东口" tells of "Zhao" as "gate"
    Then it is refused because ALREADY_REDEEMED
    And it was first used at "地库西口"
    And "jianwai" sees 1 conflict of "地库面粉", first at "地库西口" and then at "地库东口"

  Scenario: A street's gate gets no list of its district
    Given the officer "chaoyang" plans the benefit "区里的面粉":
      | union    | 朝阳区总工会 |
      | opens    | 1 minute ago |
      | closes   | in 5 days    |
      | category | FOOD         |
    And "区里的面粉" has the places:
      | kind      | capacity | starts | ends       |
      | 5千克一袋 | 30       | now    | in 14 days |
    And "chaoyang" publishes "区里的面粉"
    When the gate "gate" takes the list of "区里的面粉" along for "地库东口"
    Then it does not exist
