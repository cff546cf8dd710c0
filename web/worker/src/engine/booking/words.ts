import type { PlaceKind } from '@kit/api-types'
import { span } from '@kit/format'
import { say } from '@kit/i18n'

/** When a place is good for. */
export const placeTime = (place: PlaceKind) => span(place.session.startsAt, place.session.endsAt)
/** Where, and what kind. */
export const placeWhere = (place: PlaceKind) => [say(place.kind), say(place.session.venue)].filter(Boolean).join(' · ')
