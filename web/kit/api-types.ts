/**
 * The shapes on the wire under the names that the pages use. They come from the server's own description of its API
 * (`openapi.json`, `npm run api`), so what the server no longer says does not compile here.
 */
import type { components } from './schema'

type Wire = components['schemas']
/** The same with everything filled in, except what may stay empty. */
type Filled<T, Empty extends string = never> =
  T extends (infer Item)[] ? Filled<Item, Empty>[]
    : T extends object ? { [K in keyof T]: K extends Empty ? T[K] : Filled<NonNullable<T[K]>, Empty> }
      : T

export type Uuid = string
/** ISO-8601 in UTC. */
export type Instant = string

/** A text written by an officer; without English the Chinese is shown. */
export type Words = Wire['Words']
export interface Page<T> { items: T[]; next: string | null; total: number }

export type UnionRef = Wire['Union']
export type UnionNode = Wire['Branch']

export type Role = Wire['Held']['role']
export type Me = Wire['Me']
export type Session = Wire['SessionView']
export type Passkey = Wire['PasskeyView']
export type PasskeyMaking = Wire['Making']
export type PasskeyAsking = Wire['Asking']
export type SignOnProvider = Wire['ProviderView']
export type Identity = Wire['IdentityView']
export type House = Wire['HouseView']
export type UnionKind = UnionRef['kind']
export type EnrolmentKey = Wire['Key']
export type Proposal = Wire['Proposal']
export type Invitation = Wire['Invitation']
export type StaffAccount = Wire['StaffView']
export type HeldDuty = Wire['DutyView']
export type CodeSent = Wire['CodeSent']
export type DataOutlook = Wire['DataOutlook']
export type HeldData = Wire['HeldData']
export type ErasureReceipt = Wire['ErasureReceipt']
export type Consent = Wire['ConsentView']
export type ConsentPurpose = Wire['PurposeView']
export type ConsentText = Wire['ConsentTextView']
export type Demo = Wire['Demonstration']

export type Member = Wire['Member']
export type MemberState = NonNullable<Member['state']>
export type Group = Member['groups'][number]

export type PlaceKind = Wire['PlaceView']
/** A place with its counts. */
export type Place = Filled<PlaceKind, 'en'>
export type Booking = Wire['BookingView']
export type BookingState = Booking['state']
export type Absence = Wire['AbsenceView']
export type Party = Wire['PartyView']
export type PartyChoice = Wire['PartyChoice']
/** Somebody on a list who hinders the rest, as the refusal says. */
export interface Hindered { holder: string; reason: string }
export type Companion = Wire['Companion']
export type CompanionRule = Wire['Rule']
export type Voucher = Wire['VoucherView']
export type Room = Wire['Room']
export type Left = Wire['LeftView']
/** A piece of an offering's published book. */
export type BookPiece = Wire['BookPiece']
export type Redemption = Wire['Redeemed']
export type SignedList = Wire['Signed']
export type GateChoice = Wire['Choice']
export type Conflict = Wire['Conflict']

export type DrawView = Wire['DrawView']
export type DrawTicket = Wire['Ticket']
export type DrawLine = Wire['EntryLine']

export type Card = Wire['Card']
export type Phase = Card['phase']
export type Category = Card['category']
export type Check = Wire['CheckView']
export type Detail = Omit<Wire['Detail'], 'places'> & { places: Place[] }
export type ConsoleCard = Wire['Row']
export type Opened = Omit<Wire['Opened'], 'draft'> & { draft: Draft }

type Form = Omit<Filled<Wire['Draft'], 'admitPerSecond' | 'family' | 'en'>, 'draw' | 'absence'>
/** How places are drawn, as the form holds it. */
export type Lots = Filled<NonNullable<Wire['Draft']['draw']>, 'en'>
/** A draft as its form holds it. */
export type Draft = Omit<Form, 'eligibility'> & { eligibility: Omit<Form['eligibility'], 'union'> & Pick<Wire['Who'], 'union'>; draw: Lots | null; absence: AbsenceRule | null }
/** What not coming leads to. */
export type AbsenceRule = Filled<NonNullable<Wire['Draft']['absence']>>
export type Period = Draft['period']

export type Board = Omit<Wire['Board'], 'places'> & { places: Place[] }
export type Wall = Omit<Wire['Wall'], 'board'> & { board: Board | null }

export type Run = Wire['View']
export type RunState = Run['state']

export type AuditLine = Wire['Line']
export type AuditLines = Wire['Lines']
export type Verified = Wire['Verified']
export type Opening = Wire['Opening']
export type YearView = Omit<Wire['YearView'], 'notice'> & { notice: Filled<Wire['Year']> | null }
export type YearDay = Filled<Wire['Day']>
export type YearChange = Wire['ChangeView']
export type Deadline = Wire['Deadline']

export type EligibleList = Wire['ListView']
export type Upload = Wire['UploadView']
export type UploadKind = Upload['kind']
export type ListOpened = Wire['ListDetail']

export type Message = Wire['MessageView']
export type MessageKind = Message['kind']
export type NoticeChoice = Wire['NoticeChoice']
export type NoticeChannel = NoticeChoice['offered'][number]
export type AddressCodeSent = Wire['AddressCodeSent']
export type Feed = Wire['Subscription']

export type Repeated = Wire['Repeated']
export type Template = Wire['TemplateView']

export type Export = Wire['ExportView']
export type ExportLists = Wire['ExportLists']

/** A file as it is shown in lists. */
export type AttachmentCard = Wire['FileCard']
export type FileKind = AttachmentCard['kind']

export type FormDefinition = Wire['FormDefinition']
export type FormField = FormDefinition['fields'][number]
export type FormKind = FormField['kind']
export type FormCard = Wire['FormCard']
/** What was typed, by the keys of the questions. */
export type FormAnswers = Record<string, unknown>
export type FormSent = Omit<Wire['SentView'], 'answers'> & { answers: FormAnswers }
export type FormBegun = Omit<Wire['BegunView'], 'answers'> & { answers: FormAnswers }
export type FormOpened = Omit<Wire['FormOpened'], 'draft' | 'sent'> & { draft?: FormBegun | null; sent: FormSent[] }
export type FormLine = Wire['FormLine']
export type FormDetail = Wire['FormDetail']
export type FormAnswerLine = Omit<Wire['AnswerLine'], 'answers'> & { answers: FormAnswers }

export type BudgetLine = Wire['LineView']
export type BudgetLineDetail = Wire['LineDetail']
export type LedgerTransfer = Wire['TransferView']
export type LedgerTrial = Wire['TrialView']
export type LedgerClosing = Wire['ClosingView']
export type LedgerPayer = Wire['PayerView']
export type Payout = Wire['PayoutView']
export type PayoutMade = Wire['PayoutMade']
export type PayoutResult = Wire['ResultView']
export type Payee = Wire['PayeeView']

export type CaseLine = Wire['CaseLine']
export type CasePage = Wire['CasePage']
export type CaseEvent = Wire['CaseEventView']
export type CaseCounts = Wire['CaseCounts']
export type CaseTaken = Wire['Taken']
export type CaseTypeView = Wire['CaseTypeView']
export type CaseCategory = Wire['CategoryView']
export type CaseActKind = Wire['ActWanted']['act']
/** Of what an act may be told, only what its kind needs is sent. */
export type CaseAct = Partial<Omit<Wire['ActWanted'], 'act'>> & { act: CaseActKind }
export type MyCase = Wire['MyCase']
export type MyCasePage = Wire['MyCasePage']
export type MyCaseEvent = Wire['MyCaseEvent']

export type Campaign = Wire['CampaignView']
export type CampaignDetail = Wire['CampaignDetail']
export type CampaignCoverage = Wire['CoverageView']
export type GiftList = Wire['GiftListView']
export type Gift = Wire['GiftView']
export type GiftDuplicate = Wire['DuplicateView']
export type GiftsFilled = Wire['FilledView']

export type RequestCategory = Wire['RequestCategory']
export type RequestCaller = Wire['CallerFound']
export type RequestMade = Wire['RequestMade']
export type RequestView = Wire['RequestView']
export type MyRequest = Wire['MyRequest']

export type RuleTable = Wire['RuleTable']
export type RuleColumn = Wire['RuleColumn']
export type RuleClause = Wire['RuleClause']
export type RuleLine = Wire['RuleLine']
export type RuleDetail = Wire['RuleDetail']
export type RuleText = Wire['RuleText']
export type RuleVersion = Wire['RuleVersion']
export type RuleFinding = Wire['RuleFinding']
export type RuleReport = Wire['RuleReport']
/** Facts and outputs by the keys of the table's columns. */
type RuleValues = Record<string, unknown>
export type RuleAnswer = Omit<Wire['RuleAnswer'], 'derived' | 'outputs'> & { derived: RuleValues; outputs: RuleValues[] }
export type RuleCase = Omit<Wire['RuleCase'], 'facts' | 'was' | 'becomes'> & { facts: RuleValues; was: RuleValues[]; becomes: RuleValues[] }
