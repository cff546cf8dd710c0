import { expect, test } from 'vitest'
import { guess } from './mapping'

test('the id number is found before the phone', () => {
  expect(guess(['姓名', '手机号', '身份证号'])).toEqual({ kind: 'ID_NUMBER', position: 2 })
  expect(guess(['Name', 'Mobile'])).toEqual({ kind: 'PHONE', position: 1 })
  expect(guess(['会员编号'])).toEqual({ kind: 'MEMBER', position: 0 })
})

test('without a known heading the officer decides', () => {
  expect(guess(['甲', '乙'])).toEqual({ kind: 'PHONE', position: 0 })
})
