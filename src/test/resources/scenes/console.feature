Feature: Who sees what is being prepared
  A draft is for the officers of its union and of those above, nobody else.

  Background:
    Given the officer "chaoyang" plans the benefit "暑期托管班":
      | union  | 呼家楼街道总工会 |
      | opens  | 1 minute ago     |
      | closes | in 5 days        |
    And "暑期托管班" has the places:
      | kind | capacity | starts    | ends       |
      | 名额 | 20       | in 6 days | in 20 days |
    And "Zhou" is a member of "呼家楼街道总工会"

  Scenario: A draft is invisible to workers
    Then "Zhou" does not see "暑期托管班"
    When "Zhou" books "暑期托管班"
    Then it does not exist
    When "Zhou" joins the waiting list of "暑期托管班"
    Then it does not exist
    When "chaoyang" publishes "暑期托管班"
    Then "Zhou" sees "暑期托管班" and may take it
    When "Zhou" books "暑期托管班"
    Then it succeeds

  Scenario: The officer of a sibling street can neither see nor close it
    Then "jianwai" can do nothing with "暑期托管班"
    And the officer "city" finds "暑期托管班" in the console
    When "chaoyang" publishes "暑期托管班"
    Then "jianwai" can do nothing with "暑期托管班"
    When "Zhou" books "暑期托管班"
    Then it succeeds
    When the gate "gate" types the code of "Zhou" for "暑期托管班" at "东门"
    Then it does not exist
    And the booking of "Zhou" for "暑期托管班" is CONFIRMED

  Scenario: What is published keeps its terms
    When "chaoyang" publishes "暑期托管班"
    Then "chaoyang" can no longer change "暑期托管班"
    When "chaoyang" closes "暑期托管班"
    And "Zhou" books "暑期托管班"
    Then it is refused because CLOSED
