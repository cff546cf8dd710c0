Feature: Film tickets for five yuan
  The city gives tickets of several kinds; a waiting list refills by itself what comes back.

  Background:
    Given the officer "city" plans the benefit "五元电影票":
      | union    | 北京市总工会 |
      | opens    | 1 minute ago |
      | closes   | in 2 days    |
      | category | FILM         |
    And "五元电影票" has the places:
      | kind   | capacity | starts    | ends      | venue        |
      | 普通座 | 2        | in 3 days | in 4 days | 首都电影院   |
      | 情侣座 | 1        | in 3 days | in 4 days | 首都电影院   |
    And "city" publishes "五元电影票"
    And "Wang" is a member of "建外街道总工会"
    And "Li" is a member of "海淀区总工会"
    And "Zhang" is a member of "朝阳区总工会"
    And "Liu" is a member of "东城区总工会"

  Scenario: Each kind of seat has its own number
    When "Wang" books "情侣座" of "五元电影票"
    Then it succeeds
    When "Li" books "情侣座" of "五元电影票"
    Then it is refused because SOLD_OUT
    When "Li" books "普通座" of "五元电影票"
    Then it succeeds
    When "Zhang" joins the waiting list for "普通座" of "五元电影票"
    Then it is refused because NOT_SOLD_OUT

  Scenario: A seat that comes back goes to the next in line
    Given "Wang" books "普通座" of "五元电影票"
    And "Li" books "普通座" of "五元电影票"
    When "Zhang" joins the waiting list for "普通座" of "五元电影票"
    Then it succeeds
    And "Zhang" is number 1 on the waiting list of "五元电影票"
    And "Liu" sees "五元电影票" with 1 left and 1 waiting
    When "Liu" joins the waiting list for "普通座" of "五元电影票"
    Then "Liu" is number 2 on the waiting list of "五元电影票"
    When "Wang" cancels "五元电影票"
    Then the booking of "Wang" for "五元电影票" is CANCELLED
    And the booking of "Zhang" for "五元电影票" is OFFERED
    And "Liu" is number 1 on the waiting list of "五元电影票"
    When "Zhang" accepts "五元电影票"
    Then it succeeds
    And the booking of "Zhang" for "五元电影票" is CONFIRMED
    And the board of "city" shows "五元电影票" with 2 taken, 1 left and 1 waiting

  Scenario: An offer that is declined goes on down the line
    Given "Wang" books "情侣座" of "五元电影票"
    And "Li" joins the waiting list for "情侣座" of "五元电影票"
    And "Zhang" joins the waiting list for "情侣座" of "五元电影票"
    When "Wang" cancels "五元电影票"
    Then the booking of "Li" for "五元电影票" is OFFERED
    When "Liu" books "情侣座" of "五元电影票"
    Then it is refused because SOLD_OUT
    When "Li" cancels "五元电影票"
    Then the booking of "Zhang" for "五元电影票" is OFFERED
    When "Li" accepts "五元电影票"
    Then it is refused because OFFER_EXPIRED
    When "Zhang" cancels "五元电影票"
    Then "Liu" sees "五元电影票" with 3 left and 0 waiting
    When "Liu" books "情侣座" of "五元电影票"
    Then it succeeds

  Scenario: Leaving the waiting list lets the others move up
    Given "Wang" books "情侣座" of "五元电影票"
    And "Li" joins the waiting list for "情侣座" of "五元电影票"
    And "Zhang" joins the waiting list for "情侣座" of "五元电影票"
    When "Li" cancels "五元电影票"
    Then "Zhang" is number 1 on the waiting list of "五元电影票"
    When "Wang" accepts "五元电影票"
    Then it succeeds
    And the booking of "Wang" for "五元电影票" is CONFIRMED
