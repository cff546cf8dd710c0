Feature: Park passes of one street union
  There are 400 passes and many more members who want one.

  Scenario: Two thousand people come for four hundred passes
    Given 2000 people of "建外街道总工会" are signed in
    And one in 10 of them sends each request twice
    And the officer "jianwai" plans the benefit "公园年票":
      | union    | 建外街道总工会 |
      | opens    | 1 minute ago   |
      | closes   | in 7 days      |
      | members  | ACTIVE         |
      | family   | park-pass      |
      | once per | YEAR           |
      | category | PARK           |
    And "公园年票" has the places:
      | kind     | capacity | starts | ends       |
      | 年票续费 | 400      | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    When all of them come for "公园年票" within 5 seconds
    Then exactly 400 of them hold "公园年票"
    And whoever was told of a booking of "公园年票" has it, and nobody else
    And whoever sent a request twice was told the same twice
    And the numbers of the bookings of "公园年票" are 1 to 400
    And all others are refused because SOLD_OUT or NOT_ELIGIBLE
    And the board of "jianwai" shows "公园年票" with 400 taken, 0 left and 0 waiting

  Scenario: The waiting room admits them at a set rate
    Given 1200 people of "建外街道总工会" are signed in
    And one in 10 of them sends each request twice
    And the officer "jianwai" plans the benefit "公园年票":
      | union             | 建外街道总工会 |
      | opens             | in 4 seconds   |
      | closes            | in 7 days      |
      | admits per second | 150            |
      | category          | PARK           |
    And "公园年票" has the places:
      | kind     | capacity | starts | ends       |
      | 年票续费 | 400      | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    When all of them come for "公园年票" within 5 seconds
    Then exactly 400 of them hold "公园年票"
    And the waiting room of "公园年票" let in 150 a second, each by their number
    And whoever was told of a booking of "公园年票" has it, and nobody else
    And all others are refused because SOLD_OUT

  Scenario: The waiting room cannot be walked past
    Given "Wang" is a member of "建外街道总工会"
    And 30 people of "建外街道总工会" are signed in
    And the officer "jianwai" plans the benefit "公园年票":
      | union             | 建外街道总工会 |
      | opens             | now            |
      | closes            | in 7 days      |
      | admits per second | 1              |
    And "公园年票" has the places:
      | kind     | capacity | starts | ends       |
      | 年票续费 | 400      | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    And all of them ask for a number of "公园年票"
    When "Wang" books "公园年票"
    Then it is refused because NOT_ADMITTED

  Scenario: Before it opens and after it closes nobody gets one
    Given "Wang" is a member of "建外街道总工会"
    And the officer "jianwai" plans the benefit "公园年票":
      | union  | 建外街道总工会 |
      | opens  | in 3 seconds   |
      | closes | in 7 days      |
    And "公园年票" has the places:
      | kind     | capacity | starts | ends       |
      | 年票续费 | 2        | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    When "Wang" books "公园年票"
    Then it is refused because NOT_OPEN
    And the answer tells when it opens
    When 4 seconds pass
    And "Wang" books "公园年票"
    Then it succeeds
    When "Wang" cancels "公园年票"
    And "jianwai" closes "公园年票"
    And "Wang" books "公园年票"
    Then it is refused because CLOSED
    And "Wang" holds 0 bookings

  Scenario: A voucher is used once
    Given "Wang" is a member of "建外街道总工会"
    And "Li" is a member of "建外街道总工会"
    And the officer "jianwai" plans the benefit "公园年票":
      | union  | 建外街道总工会 |
      | opens  | 1 minute ago   |
      | closes | in 7 days      |
    And "公园年票" has the places:
      | kind     | capacity | starts | ends       |
      | 年票续费 | 2        | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    When "Wang" books "公园年票"
    And "Li" books "公园年票"
    And the gate "gate" scans the voucher of "Wang" for "公园年票" at "东门"
    Then it succeeds
    And the booking of "Wang" for "公园年票" is REDEEMED
    When the gate "gate" types the code of "Wang" for "公园年票" at "西门"
    Then it is refused because ALREADY_REDEEMED
    And it was first used at "东门"
    When "Wang" cancels "公园年票"
    Then it is refused because ALREADY_REDEEMED
    When the gate "gate" types the code of "Li" for "公园年票" at "西门"
    Then it succeeds
    When the gate "gate" scans "NJ1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAA" at "东门"
    Then it is refused because FORGED

  Scenario: A request that is sent again gets the same answer
    Given "Wang" is a member of "建外街道总工会"
    And "Li" is a member of "建外街道总工会"
    And the officer "jianwai" plans the benefit "公园年票":
      | union  | 建外街道总工会 |
      | opens  | 1 minute ago   |
      | closes | in 7 days      |
    And "公园年票" has the places:
      | kind   | capacity | starts | ends       |
      | 东片区 | 2        | now    | in 30 days |
      | 西片区 | 2        | now    | in 30 days |
    And "jianwai" publishes "公园年票"
    When "Wang" books "东片区" of "公园年票"
    Then it succeeds
    When the same request comes again
    Then it succeeds
    And the answer is the same
    When the same request comes again for "西片区" of "公园年票"
    Then it is refused with 422 because KEY_REUSED
    When "Li" sends the same request
    Then it is refused with 422 because KEY_REUSED
    When "Wang" books "西片区" of "公园年票"
    Then it is refused because HOLDS_ONE
    And "Wang" holds 1 booking
    And "Li" holds 0 bookings
