import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { spanText } from '#apps/web/kits/light/figures.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useLanguage, useText } from '#apps/web/i18n/i18n.ts'
import { type CompactAnswer, type CompactFacts, payloadIn, verifyCompact } from '../signing/compact.ts'
import { type ExtractAnswer, readExtract, withExtract } from '../bundle/extract.ts'
import { JointNotice, LicenceHistory, LicenceParts } from './licence-life.tsx'
import { LicenceTag } from './licence-tag.tsx'
import css from './verify.module.css'
import { extractOf, keptTrust, refreshTrust, type Trust } from './kept-trust.ts'

/**
 * Verifies a licence's code on the device: the part after # never leaves it, and once loaded no network is needed.
 * The age of the status list is always said, because that is what an offline answer cannot know better.
 */
export default function VerifyScreen() {
  const { t } = useTranslation('credential')
  const { now } = useClock()
  const [scanned, setScanned] = useState('')
  const [answer, setAnswer] = useState<CompactAnswer>()
  const [present, setPresent] = useState<ExtractAnswer>()
  const [pending, setPending] = useState(false)
  const [empty, setEmpty] = useState(false)
  const trust = useRef<Trust>(keptTrust())
  const nowRef = useRef(now)
  nowRef.current = now
  const judge = useCallback(async (payload: string) => {
    trust.current = await refreshTrust(trust.current)
    const list = (facts: CompactFacts | undefined) => facts && trust.current.lists[facts.statusListId]
    const first = await verifyCompact(payload, trust.current.keys, undefined, nowRef.current)
    const judged = await verifyCompact(payload, trust.current.keys, list(first.facts), nowRef.current)
    setAnswer(judged)
    setPresent(undefined)
    const token = judged.facts && (await extractOf(judged.facts.bundleHash))
    if (token && judged.facts)
      setPresent(await readExtract(token, judged.facts.bundleHash, trust.current.keys, nowRef.current))
  }, [])
  const verify = useCallback(
    async (text: string) => {
      const payload = payloadIn(text)
      setEmpty(!payload)
      if (!payload) return
      setPending(true)
      await judge(payload).finally(() => setPending(false))
    },
    [judge],
  )
  useEffect(() => {
    void refreshTrust(trust.current).then((fresh) => {
      trust.current = fresh
    })
    const fromAddress = () => {
      if (location.hash.length > 1) {
        setScanned(location.href)
        void verify(location.href)
      }
    }
    fromAddress()
    window.addEventListener('hashchange', fromAddress)
    return () => window.removeEventListener('hashchange', fromAddress)
  }, [verify])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void verify(scanned)
  }
  return (
    <Page title={t('screens.verify.title')} lead={t('screens.verify.lead')}>
      {answer && <Verdict answer={withExtract(answer, present)} present={present} />}
      {present && <Present answer={present} />}
      <form onSubmit={submit} noValidate className={css.form}>
        <TextField
          name="code"
          label={t('screens.verify.code')}
          hint={t('screens.verify.codeHint')}
          rows={3}
          value={scanned}
          onChange={setScanned}
          error={empty ? t('screens.verify.empty') : undefined}
        />
        <Button type="submit" look="primary" pending={pending}>
          {t('screens.verify.act')}
        </Button>
      </form>
    </Page>
  )
}

const tones = { valid: 'done', refused: 'late', unconfirmed: 'soon' } as const

function Verdict({ answer, present }: { answer: CompactAnswer; present: ExtractAnswer | undefined }) {
  const { t } = useTranslation('credential')
  const language = useLanguage()
  const { facts, statusAge } = answer
  return (
    <>
      <Notice tone={tones[answer.outcome]} title={t(`screens.verify.outcome.${answer.outcome}`)} live>
        {answer.reasons.map((reason) => (
          <p key={reason}>{t(`screens.verify.reason.${reason}`)}</p>
        ))}
        {statusAge && <p>{t('screens.verify.age', { age: spanText(statusAge.seconds * 1000, language) })}</p>}
      </Notice>
      {facts && (
        <FactList
          rows={[
            {
              id: 'holder',
              term: t('screens.verify.holder'),
              value: facts.holderNameCut ? `${facts.holderName}…` : facts.holderName,
            },
            { id: 'code', term: t('screens.verify.creditCode'), value: facts.creditCode },
            {
              id: 'permits',
              term: t('screens.verify.permits'),
              value: <Permits facts={facts} present={present !== undefined} />,
            },
            { id: 'issued', term: t('screens.verify.issued'), value: <MomentFigure at={facts.issuedAt} /> },
          ]}
        />
      )}
    </>
  )
}

function Permits({ facts: { permits }, present }: { facts: CompactFacts; present: boolean }) {
  const { t } = useTranslation('credential')
  if (permits.form === 'elsewhere') return t(`screens.verify.${present ? 'elsewhere' : 'needNetwork'}`)
  if (permits.form === 'ids')
    return permits.ids.length ? permits.ids.join('、') : t('screens.verify.noPermits')
  const count = permits.form === 'count' ? permits.count : permits.digests.length
  return t('screens.verify.permitCount', { count })
}

/** How the licence stands now by the city's signed word: its parts, what lapsed, what happened. */
function Present({ answer }: { answer: ExtractAnswer }) {
  const { t } = useTranslation('credential')
  const language = useLanguage()
  const text = useText()
  if ('fault' in answer) return <p>{t('screens.verify.extractFault')}</p>
  const { extract, seconds } = answer
  return (
    <Section title={t('screens.verify.present')}>
      <FactList
        rows={[
          {
            id: 'licence',
            term: t('screens.verify.licence'),
            value: text(extract.title),
            note: text(extract.issuedBy),
            action: <LicenceTag state={extract.state} joint={extract.joint} />,
          },
          { id: 'number', term: t('screens.verify.number'), value: extract.number },
          ...(extract.replacedBy
            ? [{ id: 'new', term: t('screens.verify.newNumber'), value: extract.replacedBy }]
            : []),
        ]}
      />
      <JointNotice joint={extract.state === 'valid' ? extract.joint : 'whole'} parts={extract.parts} />
      {extract.parts.length > 0 && <LicenceParts parts={extract.parts} />}
      <details>
        <summary>{t('screens.life.history')}</summary>
        <LicenceHistory lines={extract.history} />
      </details>
      <p>{t('screens.verify.presentAge', { age: spanText(seconds * 1000, language) })}</p>
    </Section>
  )
}
