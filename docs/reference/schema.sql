-- Written by `npm run docs` from a migrated database.

table casework.case
  owner_id uuid not null
  case_id uuid not null
  theme text not null
  version integer not null
  title text not null
  party_name text not null
  standing text not null
  district text
  parts integer not null default 0
  parts_done integer not null default 0
  opened_at timestamp with time zone not null
  saved_at timestamp with time zone not null
  draft_until timestamp with time zone not null
  lodged_at timestamp with time zone
  due_at timestamp with time zone
  ended_at timestamp with time zone
  minutes integer
  promised_minutes integer
  score integer
  CREATE INDEX case_number ON casework."case" USING btree (case_id)
  CREATE INDEX case_theme ON casework."case" USING btree (theme, lodged_at)
  CREATE INDEX case_title ON casework."case" USING gin (title gin_trgm_ops)
  PRIMARY KEY (owner_id, case_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table casework.check
  owner_id uuid not null
  check_id uuid not null
  case_id uuid not null
  part text not null
  item text not null
  item_version integer not null
  title text not null
  department text not null
  district text
  standing text not null
  opens_on date not null
  last_day date not null
  overdue boolean not null default false
  findings text
  basis text
  mend_by date
  recorded_at timestamp with time zone
  CREATE INDEX check_case ON casework."check" USING btree (owner_id, case_id)
  CREATE INDEX check_queue ON casework."check" USING btree (department, last_day) WHERE (standing = ANY (ARRAY['planned'::text, 'open'::text, 'mending'::text]))
  PRIMARY KEY (owner_id, check_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table casework.company_name
  core text not null
  trade text not null
  full_name text not null
  party_id uuid not null
  case_id uuid not null
  reserved_until date not null
  registered boolean not null default false
  CREATE INDEX company_name_case ON casework.company_name USING btree (case_id)
  PRIMARY KEY (core, trade)

table casework.judgement
  owner_id uuid not null
  case_id uuid not null
  stage text not null
  item text not null
  rule text not null
  shadow boolean not null
  granted boolean not null
  sampled boolean not null
  at timestamp with time zone not null
  decided text
  agrees boolean
  CREATE INDEX judgement_rule ON casework.judgement USING btree (item, rule, at)
  CREATE INDEX judgement_sampled ON casework.judgement USING btree (at) WHERE (sampled AND (agrees IS NULL))
  PRIMARY KEY (owner_id, case_id, stage)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table casework.pace
  theme text not null
  place smallint not null
  ended_at timestamp with time zone not null
  stages jsonb not null
  PRIMARY KEY (theme, place)

table casework.registration_number
  credit_code text not null
  party_id uuid not null
  case_id uuid not null
  given_at timestamp with time zone not null
  PRIMARY KEY (credit_code)

table casework.robot
  item text not null
  stage text not null
  mode text not null
  sample_percent smallint not null
  reason text not null
  set_at timestamp with time zone not null
  PRIMARY KEY (item, stage)

table casework.service_mark
  owner_id uuid not null
  case_id uuid not null
  version integer not null
  kind text not null
  part text not null
  at timestamp with time zone not null
  ground text
  CREATE INDEX service_mark_newest ON casework.service_mark USING btree (kind, at DESC)
  PRIMARY KEY (owner_id, case_id, version)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table casework.stage
  owner_id uuid not null
  case_id uuid not null
  stage text not null
  part text not null
  department text not null
  district text
  holder text not null
  assignee_id text
  assignee_name text
  hold text
  opened_at timestamp with time zone not null
  since timestamp with time zone not null
  due_at timestamp with time zone
  amber_at timestamp with time zone
  closed_at timestamp with time zone
  done_by text
  minutes integer
  late boolean not null default false
  delay_reason text
  track text
  ahead_from timestamp with time zone
  CREATE INDEX stage_queue ON casework.stage USING btree (department, due_at) WHERE (closed_at IS NULL)
  PRIMARY KEY (owner_id, case_id, stage)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table casework.survey_place
  survey text not null
  day date not null
  half text not null
  place integer not null
  party_id uuid not null
  case_id uuid not null
  PRIMARY KEY (survey, day, half, place)
  UNIQUE (case_id)

table credential.code
  code text not null
  owner_id uuid not null
  licence_id uuid not null
  PRIMARY KEY (code)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table credential.collected
  owner_id uuid not null
  collected_id uuid not null
  holder_name text not null
  title text not null
  issuer jsonb not null
  number text
  valid_until date
  department text not null
  level text not null
  proof jsonb not null
  collected_at timestamp with time zone not null
  checked jsonb
  removed_at timestamp with time zone
  CREATE INDEX collected_department ON credential.collected USING btree (department, collected_at DESC, collected_id)
  PRIMARY KEY (owner_id, collected_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table credential.licence
  owner_id uuid not null
  licence_id uuid not null
  licence_type text not null
  type_version integer not null
  title jsonb not null
  base boolean not null
  rank integer not null
  cause text not null
  number text not null
  holder_name text not null
  credit_code text
  open jsonb not null
  disclosable jsonb not null
  department text not null
  issued_by jsonb not null
  district text
  state text not null
  issued_at timestamp with time zone not null
  valid_from date not null
  valid_until date
  signed jsonb
  bundle jsonb
  act jsonb
  replaces jsonb
  replaced_by jsonb
  matter text
  joint text not null default 'whole'::text
  history jsonb not null default '[]'::jsonb
  CREATE INDEX licence_credit_code ON credential.licence USING btree (credit_code)
  CREATE INDEX licence_department ON credential.licence USING btree (department, issued_at DESC, licence_id)
  CREATE INDEX licence_holder ON credential.licence USING gin (holder_name gin_trgm_ops)
  CREATE INDEX licence_number ON credential.licence USING btree (number)
  PRIMARY KEY (owner_id, licence_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table credential.status_entry
  list_id text not null
  idx integer not null
  licence_id uuid not null
  status smallint not null default 0
  changed_at timestamp with time zone not null
  CREATE INDEX status_entry_changed ON credential.status_entry USING btree (list_id, changed_at)
  FOREIGN KEY (list_id) REFERENCES credential.status_list(list_id)
  PRIMARY KEY (list_id, idx)
  UNIQUE (licence_id)

table credential.status_list
  list_id text not null
  uri text not null
  size integer not null
  opened_at timestamp with time zone not null
  PRIMARY KEY (list_id)

table ledger.balance
  owner_id uuid not null
  budget bigint not null
  available bigint not null
  held bigint not null
  ordered bigint not null
  in_doubt bigint not null
  paid bigint not null
  returned bigint not null
  CHECK ((((((((budget + available) + held) + ordered) + in_doubt) + paid) + returned) = 0))
  CHECK ((available >= 0))
  CHECK ((budget <= 0))
  CHECK ((held >= 0))
  CHECK ((in_doubt >= 0))
  CHECK ((ordered >= 0))
  CHECK ((paid >= 0))
  CHECK ((returned >= 0))
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.batch_file
  owner_id uuid not null
  file_id uuid not null
  account text not null
  made_at timestamp with time zone not null
  made_by text not null
  count integer not null
  total bigint not null
  digest text not null
  answers integer not null default 0
  CREATE INDEX batch_file_recent ON ledger.batch_file USING btree (owner_id, made_at DESC)
  PRIMARY KEY (owner_id, file_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.batch_row
  owner_id uuid not null
  file_id uuid not null
  n integer not null
  instruction_id uuid not null
  attempt integer not null
  payee_account text not null
  payee text not null
  amount bigint not null
  purpose text not null
  state text
  stated_amount bigint
  bank_reference text
  reason text
  PRIMARY KEY (owner_id, file_id, n)
  UNIQUE (owner_id, instruction_id, attempt)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.book
  owner_id uuid not null
  title text not null
  fund text not null
  period text not null
  bank_account text not null
  opened_at timestamp with time zone not null
  channel text not null default 'http'::text
  bank_key jsonb
  account_name text
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.fee_posting
  owner_id uuid not null
  receivable_id uuid not null
  version integer not null
  line integer not null
  from_account text not null
  to_account text not null
  amount bigint not null
  at timestamp with time zone not null
  CHECK ((amount > 0))
  PRIMARY KEY (owner_id, receivable_id, version, line)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.finding
  owner_id uuid not null
  statement_id uuid not null
  number integer not null
  body jsonb not null
  outcome text
  reason text
  settled_by text
  settled_at timestamp with time zone
  PRIMARY KEY (owner_id, statement_id, number)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.fund_year
  fund text not null
  period text not null
  book_id uuid not null
  PRIMARY KEY (fund, period)

table ledger.posting
  owner_id uuid not null
  stream_id uuid not null
  version integer not null
  line integer not null
  instruction_id uuid
  from_account text not null
  to_account text not null
  amount bigint not null
  at timestamp with time zone not null
  CHECK ((amount > 0))
  CREATE INDEX posting_instruction ON ledger.posting USING btree (owner_id, instruction_id)
  PRIMARY KEY (owner_id, stream_id, version, line)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.receivable
  owner_id uuid not null
  receivable_id uuid not null
  case_id uuid not null
  purpose text not null
  payer text not null
  collected bigint not null default 0
  given_back bigint not null default 0
  in_collection bigint not null default 0
  for_authorities bigint not null default 0
  open_flow text
  open_attempt integer
  open_state text
  open_account text
  open_payer text
  city_account text
  city_name text
  open_amount bigint
  refund_failed boolean not null default false
  reason text
  raised_at timestamp with time zone not null
  ordered_at timestamp with time zone
  changed_at timestamp with time zone not null
  CHECK (((collected - given_back) = (in_collection + for_authorities)))
  CHECK ((collected >= 0))
  CHECK ((for_authorities >= 0))
  CHECK ((given_back >= 0))
  CHECK ((in_collection >= 0))
  CREATE INDEX receivable_open ON ledger.receivable USING btree (owner_id) WHERE (open_state = ANY (ARRAY['ordered'::text, 'in-doubt'::text]))
  CREATE INDEX receivable_recent ON ledger.receivable USING btree (changed_at DESC)
  PRIMARY KEY (owner_id, receivable_id)
  UNIQUE (owner_id, case_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.receivable_line
  owner_id uuid not null
  receivable_id uuid not null
  line integer not null
  part text not null
  charge text not null
  payee text not null
  amount bigint not null
  standing text not null
  owed_back boolean not null default false
  CHECK ((amount > 0))
  PRIMARY KEY (owner_id, receivable_id, line)
  UNIQUE (owner_id, receivable_id, part, charge)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.repayment
  owner_id uuid not null
  repayment_id uuid not null
  number text not null
  instruction_id uuid not null
  correction_id uuid not null
  grant_id uuid not null
  party_id uuid not null
  policy_id text not null
  period text not null
  title jsonb not null
  department text not null
  payer text not null
  person boolean not null
  amount bigint not null
  received bigint not null default 0
  reason jsonb not null
  due_on date
  stage text not null
  state text not null
  closed_reason text
  demanded_at timestamp with time zone not null
  CHECK (((received >= 0) AND (received <= amount)))
  CHECK ((amount > 0))
  CREATE INDEX repayment_of_payment ON ledger.repayment USING btree (owner_id, party_id, policy_id, period)
  CREATE INDEX repayment_open ON ledger.repayment USING btree (owner_id, state)
  PRIMARY KEY (owner_id, repayment_id)
  UNIQUE (owner_id, correction_id, grant_id)
  UNIQUE (owner_id, number)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.repayment_receipt
  owner_id uuid not null
  bank_reference text not null
  repayment_id uuid not null
  amount bigint not null
  received_on date not null
  payer_name text not null
  payer_account text
  late boolean not null
  source text not null
  recorded_at timestamp with time zone not null
  CHECK ((amount > 0))
  CREATE INDEX receipt_of_repayment ON ledger.repayment_receipt USING btree (owner_id, repayment_id)
  PRIMARY KEY (owner_id, bank_reference)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.statement
  owner_id uuid not null
  statement_id uuid not null
  account text not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone not null
  source text not null
  total bigint not null
  rows integer not null
  compared integer not null
  imported_by text not null
  imported_at timestamp with time zone not null
  CREATE INDEX statement_recent ON ledger.statement USING btree (owner_id, imported_at DESC)
  PRIMARY KEY (owner_id, statement_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.statement_match
  owner_id uuid not null
  statement_id uuid not null
  row integer not null
  repayment_id uuid not null
  bank_reference text not null
  payer text not null
  amount bigint not null
  PRIMARY KEY (owner_id, statement_id, "row")
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.statement_row
  owner_id uuid not null
  statement_id uuid not null
  row integer not null
  instruction text not null
  state text not null
  CREATE INDEX statement_row_instruction ON ledger.statement_row USING btree (owner_id, instruction)
  PRIMARY KEY (owner_id, statement_id, "row")
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table ledger.transfer
  owner_id uuid not null
  instruction_id uuid not null
  disbursement_id uuid not null
  line integer not null
  run_id uuid not null
  batch_id uuid not null
  policy_id text not null
  policy_version integer not null
  period text not null
  component text not null
  party_id uuid not null
  payee text not null
  account text
  amount bigint not null
  purpose text not null
  state text not null
  attempt integer not null default 0
  disputed boolean not null default false
  bank_reference text
  reason text
  opened_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  person boolean not null default false
  CHECK ((amount > 0))
  CREATE INDEX transfer_disbursement ON ledger.transfer USING btree (owner_id, disbursement_id, line)
  CREATE INDEX transfer_state ON ledger.transfer USING btree (owner_id, state, opened_at, disbursement_id, line)
  PRIMARY KEY (owner_id, instruction_id)
  UNIQUE (owner_id, policy_id, period, component, party_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table message.notice
  owner_id uuid not null
  notice_id uuid not null
  sent_at timestamp with time zone not null
  topic text not null
  subject text not null
  department text not null
  title jsonb not null
  text jsonb not null
  place text not null
  opened_at timestamp with time zone
  useful boolean
  comment text
  acted_on_at timestamp with time zone
  CREATE INDEX notice_recent ON message.notice USING btree (owner_id, sent_at DESC)
  CREATE INDEX notice_subject ON message.notice USING btree (subject, sent_at)
  PRIMARY KEY (owner_id, notice_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.fact
  owner_id uuid not null
  fact text not null
  period text not null default ''::text
  known_from timestamp with time zone not null
  known_until timestamp with time zone
  value jsonb not null
  valid_on date not null
  source text not null
  cause text not null
  CREATE UNIQUE INDEX fact_open ON party.fact USING btree (owner_id, fact, period) WHERE (known_until IS NULL)
  PRIMARY KEY (owner_id, fact, period, known_from)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.fact_request
  owner_id uuid not null
  request_id uuid not null
  fact text not null
  period text not null
  department text not null
  title jsonb not null
  note text
  closed text
  answer text
  document text
  asked_at timestamp with time zone not null
  answer_by date
  due_at timestamp with time zone
  closed_at timestamp with time zone
  CREATE INDEX fact_request_department ON party.fact_request USING btree (department, answer_by)
  PRIMARY KEY (owner_id, request_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.import
  owner_id uuid not null
  department text not null
  state text not null
  file_hash text not null
  file_name text not null
  options jsonb not null
  started_by text not null
  started_at timestamp with time zone not null
  reading jsonb
  applied_at timestamp with time zone
  undone_at timestamp with time zone
  outcome jsonb
  CREATE INDEX import_recent ON party.import USING btree (started_at DESC, owner_id)
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.import_row
  owner_id uuid not null
  row_no integer not null
  credit_code text
  name text
  created_id uuid
  facts jsonb not null
  errors jsonb
  warnings jsonb
  seen jsonb
  person text
  person_id uuid
  CREATE INDEX import_row_code ON party.import_row USING btree (owner_id, credit_code)
  CREATE INDEX import_row_faulty ON party.import_row USING btree (owner_id, row_no) WHERE (errors IS NOT NULL)
  PRIMARY KEY (owner_id, row_no)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.mandate
  owner_id uuid not null
  account_id uuid not null
  role text not null
  until date
  CREATE INDEX mandate_account ON party.mandate USING btree (account_id)
  PRIMARY KEY (owner_id, account_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.party
  owner_id uuid not null
  name text not null
  credit_code text
  registered_on date
  founded_at timestamp with time zone not null
  person boolean not null default false
  CREATE INDEX party_credit_code ON party.party USING btree (credit_code)
  CREATE INDEX party_name ON party.party USING gin (name gin_trgm_ops)
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table party.person
  person_key text not null
  owner_id uuid not null
  PRIMARY KEY (person_key)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.account
  account_id uuid not null
  login text not null
  name text not null
  password text not null
  created_at timestamp with time zone not null
  person_id text
  PRIMARY KEY (account_id)
  UNIQUE (login)

table platform.audit_leaf
  owner_id uuid not null
  stream_id uuid not null
  version integer not null
  hash bytea not null
  PRIMARY KEY (owner_id, stream_id, version)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.clock
  only_row boolean not null default true
  offset_ms bigint not null
  CHECK (only_row)
  PRIMARY KEY (only_row)

table platform.consumer
  name text not null
  position bigint not null
  PRIMARY KEY (name)

table platform.definition
  kind text not null
  id text not null
  version integer not null
  hash text not null
  body json not null
  published_by text not null
  published_at timestamp with time zone not null
  revision bigint not null default 0
  CREATE INDEX definition_revision ON platform.definition USING btree (revision)
  PRIMARY KEY (kind, id, version)

table platform.definition_head
  only_row boolean not null default true
  revision bigint not null
  seeded_from text
  CHECK (only_row)
  PRIMARY KEY (only_row)

table platform.event
  owner_id uuid not null
  stream_id uuid not null
  version integer not null
  kind text not null
  type text not null
  data jsonb not null
  known jsonb not null
  operation text not null
  actor_id text not null
  at timestamp with time zone not null
  PRIMARY KEY (owner_id, stream_id, version)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.feed
  seq bigint not null
  owner_id uuid not null
  stream_id uuid not null
  version integer not null
  kind text not null
  type text not null
  PRIMARY KEY (seq)

table platform.file
  hash text not null
  media_type text not null
  size bigint not null
  stored_at timestamp with time zone not null
  PRIMARY KEY (hash)

table platform.idempotency
  owner_id uuid not null
  actor_id text not null
  request_key text not null
  request_hash text not null
  answer jsonb not null
  at timestamp with time zone not null
  PRIMARY KEY (owner_id, actor_id, request_key)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.migration
  id text not null
  checksum text not null
  applied_at timestamp with time zone not null default now()
  PRIMARY KEY (id)

table platform.outbox
  owner_id uuid not null
  stream_id uuid not null
  version integer not null
  kind text not null
  type text not null
  recorded_at timestamp with time zone not null default clock_timestamp()
  PRIMARY KEY (owner_id, stream_id, version)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.receipt
  owner_id uuid not null
  receipt_id uuid not null
  actor_id text not null
  actor_name text not null
  operation text not null
  filter jsonb not null
  parties uuid[] not null
  at timestamp with time zone not null
  CREATE INDEX receipt_parties ON platform.receipt USING gin (parties)
  PRIMARY KEY (owner_id, receipt_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen
  policy shown

table platform.role_grant
  account_id uuid not null
  role text not null
  department text not null default ''::text
  district text not null default ''::text
  FOREIGN KEY (account_id) REFERENCES platform.account(account_id)
  PRIMARY KEY (account_id, role, department, district)

table platform.session
  token_hash bytea not null
  account_id uuid not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  FOREIGN KEY (account_id) REFERENCES platform.account(account_id)
  PRIMARY KEY (token_hash)

table platform.stream
  owner_id uuid not null
  stream_id uuid not null
  kind text not null
  version integer not null
  opened_at timestamp with time zone not null
  PRIMARY KEY (owner_id, stream_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.timer
  owner_id uuid not null
  stream_id uuid not null
  name text not null
  due_at timestamp with time zone not null
  operation text not null
  input jsonb not null
  CREATE INDEX timer_due ON platform.timer USING btree (due_at)
  PRIMARY KEY (owner_id, stream_id, name)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table platform.worker
  worker_id uuid not null
  since timestamp with time zone not null
  until timestamp with time zone not null
  lapsed_at timestamp with time zone
  job_workers text[] not null
  PRIMARY KEY (worker_id)

table policy.batch
  owner_id uuid not null
  batch_id uuid not null
  number integer not null
  until uuid
  assessed integer not null
  fallouts jsonb not null
  last boolean not null
  approved boolean not null default false
  PRIMARY KEY (owner_id, batch_id)
  UNIQUE (owner_id, number)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.candidate
  owner_id uuid not null
  party_id uuid not null
  batch_id uuid not null
  name text not null
  credit_code text
  verdict text not null
  exclusion text
  amount bigint not null
  summary jsonb not null
  explanation jsonb
  instruction_id uuid not null
  account text
  payment text
  reason text
  changed_at timestamp with time zone not null
  person boolean not null default false
  CHECK ((amount >= 0))
  CREATE INDEX candidate_batch ON policy.candidate USING btree (owner_id, batch_id)
  CREATE INDEX candidate_instruction ON policy.candidate USING btree (owner_id, instruction_id)
  CREATE INDEX candidate_waiting ON policy.candidate USING btree (owner_id) WHERE (payment = 'waiting'::text)
  PRIMARY KEY (owner_id, party_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.claim
  owner_id uuid not null
  claim_id uuid not null
  policy_id text not null
  policy_version integer not null
  mode text not null
  department text not null
  title jsonb not null
  period text not null
  amount bigint
  summary jsonb not null
  explanation jsonb
  promised jsonb
  promise text
  case_id uuid
  state text not null
  reason jsonb
  run_id uuid
  lodged_at timestamp with time zone not null
  decide_by date
  due_at timestamp with time zone
  closed_at timestamp with time zone
  checked_by text
  checked jsonb
  repair jsonb
  CREATE INDEX claim_run ON policy.claim USING btree (policy_id, period, owner_id)
  CREATE UNIQUE INDEX claim_once ON policy.claim USING btree (owner_id, policy_id, period) WHERE (state = ANY (ARRAY['open'::text, 'granted'::text]))
  PRIMARY KEY (owner_id, claim_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.correction
  owner_id uuid not null
  correction_id uuid not null
  grant_id uuid not null
  run_id uuid not null
  policy_id text not null
  title jsonb not null
  period text not null
  department text not null
  payee text not null
  paid bigint not null
  due bigint not null
  difference bigint not null
  summary jsonb not null
  state text not null
  payment text
  proposed_at timestamp with time zone not null
  reason text
  decided_by text
  decided_at timestamp with time zone
  repayment jsonb
  repaid bigint not null default 0
  CHECK (((difference = (due - paid)) AND (difference <> 0)))
  CHECK ((due >= 0))
  CREATE INDEX correction_recent ON policy.correction USING btree (proposed_at DESC)
  CREATE UNIQUE INDEX correction_open ON policy.correction USING btree (owner_id, grant_id) WHERE (state = 'open'::text)
  PRIMARY KEY (owner_id, correction_id, grant_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.grant
  owner_id uuid not null
  grant_id uuid not null
  run_id uuid not null
  batch_id uuid not null
  policy_id text not null
  policy_version integer not null
  period text not null
  component text not null
  title jsonb not null
  instruction_id uuid not null
  amount bigint not null
  summary jsonb not null
  explanation jsonb not null
  account text
  account_confirmed boolean not null default false
  state text not null
  reason text
  object_until date
  announced_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  groups text[] not null default '{}'::text[]
  CREATE INDEX grant_run ON policy."grant" USING btree (run_id, batch_id)
  CREATE UNIQUE INDEX grant_once ON policy."grant" USING btree (owner_id, policy_id, period, component) WHERE (state <> 'withdrawn'::text)
  PRIMARY KEY (owner_id, grant_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.grant_group
  owner_id uuid not null
  grouped_as text not null
  period text not null
  component text not null
  grant_id uuid not null
  CREATE UNIQUE INDEX grant_group_once ON policy.grant_group USING btree (owner_id, grant_id, grouped_as)
  PRIMARY KEY (owner_id, grouped_as, period, component)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.objection
  owner_id uuid not null
  objection_id uuid not null
  run_id uuid
  about_party_id uuid not null
  department text not null
  text text not null
  state text not null
  outcome text
  reason text
  lodged_at timestamp with time zone not null
  resolved_at timestamp with time zone
  policy_id text not null
  title jsonb not null
  case_id uuid
  CREATE INDEX objection_run ON policy.objection USING btree (run_id, state)
  PRIMARY KEY (owner_id, objection_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.programme
  policy_id text not null
  period text not null
  book_id uuid not null
  open_run_id uuid
  PRIMARY KEY (policy_id, period)

table policy.run
  owner_id uuid not null
  policy_id text not null
  policy_version integer not null
  rule_hash text not null
  title jsonb not null
  department text not null
  as_of date not null
  period text not null
  snapshot_at timestamp with time zone not null
  book_id uuid not null
  state text not null
  started_by text not null
  started_at timestamp with time zone not null
  publicity_from date
  publicity_through date
  publicity_ends_at timestamp with time zone
  approved_by text
  approved_at timestamp with time zone
  totals jsonb
  endorsed_by text
  endorsed_at timestamp with time zone
  endorsed_amount bigint
  rivals jsonb
  CREATE INDEX run_recent ON policy.run USING btree (started_at DESC, owner_id)
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.standing
  owner_id uuid not null
  policy_id text not null
  version integer not null
  group_name text not null
  amount_fen bigint
  since timestamp with time zone not null
  PRIMARY KEY (owner_id, policy_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table policy.standing_change
  owner_id uuid not null
  standing_id uuid not null
  policy_id text not null
  at timestamp with time zone not null
  change jsonb not null
  CREATE INDEX standing_change_recent ON policy.standing_change USING btree (owner_id, at DESC)
  PRIMARY KEY (owner_id, standing_id, policy_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table publication.comment
  owner_id uuid not null
  comment_id uuid not null
  draft_id uuid not null
  department text not null
  district text not null
  speaks_for text not null
  clause text
  text text not null
  lodged_at timestamp with time zone not null
  outcome text
  answer text
  answered_at timestamp with time zone
  CREATE INDEX comment_of_draft ON publication.comment USING btree (draft_id, comment_id)
  PRIMARY KEY (owner_id, comment_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table publication.draft
  owner_id uuid not null
  kind text not null
  definition_id text not null
  title text not null
  department text not null
  district text not null
  state text not null
  saved_at timestamp with time zone not null
  consultation_from date
  consultation_through date
  record jsonb not null
  CREATE INDEX draft_consulted ON publication.draft USING btree (consultation_through DESC) WHERE (consultation_from IS NOT NULL)
  CREATE INDEX draft_recent ON publication.draft USING btree (saved_at DESC, owner_id)
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen

table publication.repeal
  owner_id uuid not null
  state text not null
  of_kind text not null
  of_id text not null
  of_version integer not null
  ends_on date not null
  reason text not null
  department text not null
  district text not null
  proposed_by text not null
  proposed_at timestamp with time zone not null
  CREATE INDEX repeal_recent ON publication.repeal USING btree (proposed_at DESC, owner_id)
  PRIMARY KEY (owner_id)
  policy added
  policy changed
  policy removed
  policy sealed
  policy seen
