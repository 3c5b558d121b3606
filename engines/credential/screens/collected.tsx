import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useRead } from '#apps/web/client/hooks.ts'
import { type Problem, problemFrom } from '#apps/web/client/problem.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FileField } from '#apps/web/kits/light/FileField.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { TrustTag } from './trust-tag.tsx'
import css from './wallet.module.css'

type Kept = Output<'credential.listCollected'>['items'][number]

/** Licences that other places issued, each with how far it is relied on, and the way to add one. */
export function Collected({ partyId }: { partyId: string }) {
  const { t } = useTranslation('credential')
  const kept = useRead('credential.listCollected', { partyId })
  const [adding, setAdding] = useState(false)
  return (
    <Section title={t('screens.collected.title')}>
      <p>{t('screens.collected.lead')}</p>
      <Loaded result={kept} lines={2}>
        {({ items }) => (
          <ul className={css.partList}>
            {items.map((one) => (
              <KeptRow key={one.collectedId} kept={one} />
            ))}
          </ul>
        )}
      </Loaded>
      {adding ? (
        <AddForm partyId={partyId} onDone={() => setAdding(false)} />
      ) : (
        <Button onClick={() => setAdding(true)}>{t('screens.collected.add')}</Button>
      )}
    </Section>
  )
}

function KeptRow({ kept }: { kept: Kept }) {
  const { t } = useTranslation('credential')
  const text = useText()
  const remove = useAct('credential.removeCollected')
  const { partyId, collectedId } = kept
  return (
    <li>
      <div>
        <strong>{kept.title}</strong>
        <p className={css.note}>
          {text(kept.issuer)}
          {kept.number && ` · ${kept.number}`}
          {kept.validUntil && (
            <>
              {' '}
              · {t('screens.wallet.until')} <DateFigure day={kept.validUntil} />
            </>
          )}
        </p>
        <p className={css.note}>{t(`screens.collected.why.${kept.level}`)}</p>
        {kept.check && <p className={css.note}>{kept.check.reason}</p>}
        {kept.fileName && (
          <a href={api.href('credential.collectedFile', { partyId, collectedId })}>{kept.fileName}</a>
        )}
        <Button look="quiet" onClick={() => void remove.run({ partyId, collectedId })}>
          {t('screens.collected.remove')}
        </Button>
      </div>
      <TrustTag level={kept.level} />
    </li>
  )
}

function AddForm({ partyId, onDone }: { partyId: string; onDone: () => void }) {
  const { t } = useTranslation('credential')
  const collect = useAct('credential.collect')
  const [title, setTitle] = useState('')
  const [issuer, setIssuer] = useState('')
  const [number, setNumber] = useState('')
  const [signed, setSigned] = useState('')
  const [file, setFile] = useState<File>()
  const [problem, setProblem] = useState<Problem>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(undefined)
    try {
      const stored = file && (await api.upload(file, file.name))
      await collect.run({
        partyId,
        title,
        issuer,
        ...(number ? { number } : {}),
        ...(signed ? { text: signed.replace(/\s+/g, '') } : {}),
        ...(stored && file ? { hash: stored.hash, fileName: file.name } : {}),
      })
      onDone()
    } catch (error) {
      setProblem(problemFrom(error))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={css.form}>
      <ErrorSummary problem={problem} />
      <TextField name="title" label={t('screens.collected.name')} value={title} onChange={setTitle} />
      <TextField name="issuer" label={t('screens.collected.issuer')} value={issuer} onChange={setIssuer} />
      <TextField name="number" label={t('screens.collected.number')} value={number} onChange={setNumber} />
      <TextField
        name="text"
        label={t('screens.collected.signed')}
        hint={t('screens.collected.signedHint')}
        rows={3}
        value={signed}
        onChange={setSigned}
      />
      <div>
        <p>{t('screens.collected.file')}</p>
        <FileField
          id="collected-file"
          accept=".pdf,image/png,image/jpeg"
          describes={t('screens.collected.file')}
          chosen={file?.name}
          onChoose={setFile}
        />
      </div>
      <div className={css.acts}>
        <Button type="submit" look="primary">
          {t('screens.collected.save')}
        </Button>
        <Button onClick={onDone}>{t('screens.collected.cancel')}</Button>
      </div>
    </form>
  )
}
