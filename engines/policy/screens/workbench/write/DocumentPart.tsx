import { Button, Input } from 'antd'
import { useState } from 'react'
import { classes } from '#apps/web/kits/light/classes.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, listIn, type PartProps, type Sentence, textIn } from './body.ts'
import { sentencesIn } from './conditions.ts'
import { Labelled } from './Labelled.tsx'
import css from './write.module.css'

/** The document: what it is called, what it says, and which of its sentences conditions come from. */
export function DocumentPart({
  policy,
  locked,
  put,
  tied,
  marked,
  onLook,
  onCondition,
}: PartProps & {
  /** how many conditions come from each sentence */
  tied: ReadonlyMap<string, number>
  marked: string | undefined
  onLook: (clause: string | undefined) => void
  /** a condition is to be written from this sentence */
  onCondition: (clause: string) => void
}) {
  const t = useWords()
  const gives = bodyIn(policy['gives'])
  const sentences = listIn<Sentence>(policy['text'])
  const [document = {}] = listIn(policy['documents'])
  const chinese = (name: 'title' | 'summary' | 'gives', value: unknown, set: (next: object) => void) => (
    <Labelled label={t(`policy:screens.write.${name}`)} hint={t(`policy:screens.write.hint.${name}`)}>
      <Input.TextArea
        aria-label={t(`policy:screens.write.${name}`)}
        rows={name === 'title' ? 1 : 2}
        disabled={locked}
        value={textIn(bodyIn(value)['zh'])}
        onChange={(event) => set({ ...bodyIn(value), zh: event.target.value.replace(/\n/g, '') })}
      />
    </Labelled>
  )
  return (
    <Sheet title={t('policy:screens.write.document')}>
      {chinese('title', policy['title'], (title) => put({ title }))}
      {chinese('summary', policy['summary'], (summary) => put({ summary }))}
      {chinese('gives', gives['text'], (text) => put({ gives: { ...gives, text } }))}
      <Labelled label={t('policy:screens.write.number')} hint={t('policy:screens.write.hint.number')}>
        <Input
          aria-label={t('policy:screens.write.number')}
          disabled={locked}
          value={textIn(document['number'])}
          onChange={({ target: { value } }) =>
            put({ documents: value.trim() ? [{ confidence: 'verified', ...document, number: value }] : [] })
          }
        />
      </Labelled>
      <Text
        // What is typed is kept as typed until it is another draft's or somebody else's text.
        sentences={sentences}
        locked={locked}
        onText={(text) => put({ text: keepingEnglish(sentencesIn(text), sentences) })}
      />
      <ol className={css.sentences}>
        {sentences.map(({ clause, zh }) => (
          <li
            key={clause}
            className={classes(css.sentence, clause === marked && css.marked)}
            data-clause={clause}
          >
            <div>
              {!zh.startsWith(clause) && <strong>{clause} </strong>}
              {zh}
            </div>
            <div className={css.sentenceFoot}>
              <span className="work-soft">
                {tied.get(clause)
                  ? t('policy:screens.write.tied', { count: tied.get(clause) })
                  : t('policy:screens.write.untied')}
              </span>
              {!locked && (
                <Button
                  size="small"
                  aria-label={t('policy:screens.write.fromSentenceOf', { clause })}
                  onClick={() => {
                    onCondition(clause)
                    onLook(clause)
                  }}
                >
                  {t('policy:screens.write.fromSentence')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}

/** Pasting the text again keeps the translations of the sentences that stayed. */
const keepingEnglish = (next: readonly Sentence[], before: readonly Sentence[]): Sentence[] =>
  next.map((sentence) => {
    const en = before.find(({ zh }) => zh === sentence.zh)?.en
    return en === undefined ? sentence : { ...sentence, en }
  })

function Text({
  sentences,
  locked,
  onText,
}: {
  sentences: readonly Sentence[]
  locked: boolean
  onText: (text: string) => void
}) {
  const t = useWords()
  const written = sentences.map(({ zh }) => zh).join('\n')
  const [typed, setTyped] = useState(written)
  const shown =
    sentencesIn(typed)
      .map(({ zh }) => zh)
      .join('\n') === written
      ? typed
      : written
  return (
    <Labelled label={t('policy:screens.write.text')}>
      <Input.TextArea
        aria-label={t('policy:screens.write.text')}
        autoSize={{ minRows: 3, maxRows: 8 }}
        disabled={locked}
        placeholder={t('policy:screens.write.textHint')}
        value={shown}
        onChange={(event) => {
          setTyped(event.target.value)
          onText(event.target.value)
        }}
      />
    </Labelled>
  )
}
