Feature: Health-check week by appointment, with companions
  A worker picks a time and brings the family; whoever comes takes a place, and may come a little later.

  Background:
    Given the officer "jianwai" plans the benefit "体检周":
      | union      | 建外街道总工会 |
      | opens      | 1 minute ago   |
      | closes     | in 5 days      |
      | category   | HEALTH         |
      | companions | 2 named        |
      | for lists  | up to 10       |
    And "体检周" has the places:
      | kind       | capacity | starts     | ends       | venue        |
      | 周一 08:00 | 4        | in 8 hours | in 9 hours | 职工体检中心 |
      | 周一 09:00 | 4        | in 9 hours | in 10 hours | 职工体检中心 |
    And "jianwai" publishes "体检周"
    And "Zhao" is a member of "建外街道总工会"
    And "Qian" is a member of "建外街道总工会"
    And "Sun" is a member of "建外街道总工会"

  Scenario: Companions are asked for as the offering says
    When "Zhao" books "周一 08:00" of "体检周" with 3 companions
    Then the field "companions" is not accepted
    When "Zhao" books "周一 08:00" of "体检周" with 1 companion
    Then the field "companions[0].name" is not accepted
    When "Zhao" books "周一 08:00" of "体检周" with the children "赵小明, 赵小红"
    Then it succeeds
    And the voucher of "Zhao" for "体检周" names "赵小明, 赵小红"
    And the board of "jianwai" shows "体检周" with 3 taken, 5 left and 0 waiting

  Scenario: Whoever comes along takes a place
    When "Zhao" books "周一 08:00" of "体检周" with the children "赵小明, 赵小红"
    Then it succeeds
    When "Qian" books "周一 08:00" of "体检周" with the children "钱小军"
    Then it is refused because TOO_FEW_LEFT
    When "Qian" books "周一 09:00" of "体检周" with the children "钱小军"
    Then it succeeds
    When "Sun" books "周一 08:00" of "体检周"
    Then it succeeds
    And the board of "jianwai" shows "体检周" with 6 taken, 2 left and 0 waiting
    When "Zhao" cancels "体检周"
    Then the board of "jianwai" shows "体检周" with 3 taken, 5 left and 0 waiting

  Scenario: The family arrives in two parts
    When "Zhao" books "周一 08:00" of "体检周" with the children "赵小明, 赵小红"
    And the gate "gate" scans the voucher of "Zhao" for "体检周" at "体检中心"
    Then it is refused because HOW_MANY
    When the gate "gate" hands out 2 of "体检周" to "Zhao" at "体检中心"
    Then it succeeds
    And 1 of 3 are left to "Zhao" of "体检周"
    When the gate "gate" hands out 1 of "体检周" to "Zhao" at "体检中心"
    Then it succeeds
    When the gate "gate" hands out 1 of "体检周" to "Zhao" at "体检中心"
    Then it is refused because ALREADY_REDEEMED

  Scenario: A union books for everybody on its list, or for nobody
    Given the officer "jianwai" of "建外街道总工会" puts "Zhao, Qian, Sun" on the list "一班"
    When "Sun" books "周一 08:00" of "体检周"
    Then it succeeds
    When "jianwai" books "周一 09:00" of "体检周" for the list "一班"
    Then it is refused because SOME_CANNOT
    And the board of "jianwai" shows "体检周" with 1 taken, 7 left and 0 waiting
    When "Sun" cancels "体检周"
    And "jianwai" books "周一 09:00" of "体检周" for the list "一班"
    Then it succeeds
    And "Qian" holds 1 booking
    And the board of "jianwai" shows "体检周" with 3 taken, 5 left and 0 waiting
    When "jianwai" gives the places of the list "一班" back
    Then it succeeds
    And the board of "jianwai" shows "体检周" with 0 taken, 8 left and 0 waiting
