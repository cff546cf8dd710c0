Feature: Carnival passes by draw, with groups
  Too few evenings for everybody: lots decide, friends stay together, and anyone can check it.

  Background:
    Given the officer "chaoyang" plans the benefit "嘉年华夜场":
      | union          | 朝阳区总工会           |
      | opens          | 1 minute ago           |
      | closes         | in 2 days              |
      | category       | CARNIVAL               |
      | drawn by       | 次日上证指数收盘点位   |
      | drawn together | 2                      |
    And "嘉年华夜场" has the places:
      | kind   | capacity | starts    | ends      |
      | 周五夜 | 2        | in 5 days | in 6 days |
      | 周六夜 | 1        | in 6 days | in 7 days |
    And "chaoyang" publishes "嘉年华夜场"
    And "Zhao" is a member of "建外街道总工会"
    And "Qian" is a member of "朝阳区总工会"
    And "Sun" is a member of "朝阳区总工会"
    And "Li" is a member of "建外街道总工会"
    And "Zhou" is a member of "海淀区总工会"

  Scenario: Entered, drawn once, and checked by everybody
    Then everybody can read what is promised of the draw of "嘉年华夜场"
    When "Zhao" enters the draw of "嘉年华夜场" wishing "周五夜, 周六夜"
    Then it succeeds
    When "Qian" joins "Zhao" in the draw of "嘉年华夜场"
    Then it succeeds
    When "Sun" joins "Zhao" in the draw of "嘉年华夜场"
    Then it is refused because FULL
    When "Sun" enters the draw of "嘉年华夜场" wishing "周六夜"
    Then it succeeds
    When "Li" enters the draw of "嘉年华夜场" wishing "周六夜, 周五夜"
    Then it succeeds
    When "Zhou" enters the draw of "嘉年华夜场" wishing "周五夜"
    Then it is refused because NOT_ELIGIBLE
    When "Li" books "周五夜" of "嘉年华夜场"
    Then it is refused because BY_DRAW
    When "chaoyang" draws "嘉年华夜场" with "3871.66"
    Then it is refused because STILL_OPEN
    When "chaoyang" closes "嘉年华夜场"
    Then the list of "嘉年华夜场" has 3 entries and no names
    When "Zhao" enters the draw of "嘉年华夜场" wishing "周六夜"
    Then it is refused because CLOSED

  Scenario: Friends get the same evening or wait together
    Given the officer "chaoyang" plans the benefit "嘉年华日场":
      | union          | 朝阳区总工会         |
      | opens          | 1 minute ago         |
      | closes         | in 20 seconds        |
      | category       | CARNIVAL             |
      | drawn by       | 次日上证指数收盘点位 |
      | drawn together | 2                    |
    And "嘉年华日场" has the places:
      | kind   | capacity | starts    | ends      |
      | 周六日 | 2        | in 5 days | in 6 days |
      | 周日日 | 1        | in 6 days | in 7 days |
    And "chaoyang" publishes "嘉年华日场"
    And everybody can read what is promised of the draw of "嘉年华日场"
    When "Zhao" enters the draw of "嘉年华日场" wishing "周六日"
    And "Qian" joins "Zhao" in the draw of "嘉年华日场"
    And "Sun" enters the draw of "嘉年华日场" wishing "周日日"
    And "Li" enters the draw of "嘉年华日场" wishing "周日日"
    And the entries of "嘉年华日场" have closed
    Then the list of "嘉年华日场" has 3 entries and no names
    When "chaoyang" draws "嘉年华日场" with "3871.66"
    Then it succeeds
    And the seed of "嘉年华日场" is the one promised
    And "Zhao" and "Qian" have the same outcome in "嘉年华日场"
    And of "Zhao, Qian, Sun, Li" in "嘉年华日场" 3 hold places and the others wait
    When "chaoyang" draws "嘉年华日场" with "1111.11"
    Then it is refused because DRAWN
