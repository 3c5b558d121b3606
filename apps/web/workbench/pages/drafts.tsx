import { useEffect, useRef, useState } from 'react'
import { DistrictItemEditor } from '#engines/casework/screens/workbench/DistrictItemEditor.tsx'
import { ItemEditor } from '#engines/casework/screens/workbench/ItemEditor.tsx'
import { districtParts } from '#engines/casework/catalogue/form/district-form.ts'
import { choiceListParts, fieldParts, materialParts } from '#engines/casework/catalogue/form/word-form.ts'
import { wordKinds } from '#engines/casework/catalogue/word-kinds.ts'
import { WordEditor } from '#engines/casework/screens/workbench/WordEditor.tsx'
import { itemParts } from '#engines/casework/catalogue/form/item-form.ts'
import { placeIn as placeInForm } from '#engines/casework/catalogue/form/places.ts'
import { PolicyBeside, PolicyEditor } from '#engines/policy/screens/workbench/write/PolicyEditor.tsx'
import { placeIn } from '#engines/policy/screens/workbench/write/places.ts'
import { PlainLines } from '#engines/publication/screens/PlainLines.tsx'
import { Comments } from '#engines/publication/screens/workbench/Comments.tsx'
import { DraftBar } from '#engines/publication/screens/workbench/DraftBar.tsx'
import { DraftList } from '#engines/publication/screens/workbench/DraftList.tsx'
import type { Part } from '#engines/casework/catalogue/form/part.ts'
import type { Output } from '../../client/contracts.ts'
import { useRead } from '../../client/hooks.ts'
import { useText } from '../../i18n/i18n.ts'
import { Loaded } from '../../kits/light/Loaded.tsx'
import { ActProblem } from '../kit/ActProblem.tsx'
import { useOfficerAct } from '../kit/acts.ts'
import { useMay } from '../kit/may.ts'
import { usePlace } from '../kit/place.tsx'
import { Sheet, WorkPage } from '../kit/WorkPage.tsx'
import { useWords } from '../kit/words.ts'
import { Button } from 'antd'

/** `/workbench/drafts`, and the desk of one draft below it: publication carries it, the engine whose kind it is edits it. */
export default function DraftsScreen() {
  const { segments } = usePlace()
  const draftId = segments[1]
  return draftId ? <Desk key={draftId} draftId={draftId} /> : <DraftList />
}

type Draft = Output<'publication.getDraft'>
type Parts = Draft['parts']

function Desk({ draftId }: { draftId: string }) {
  const result = useRead('publication.getDraft', { draftId })
  const t = useWords()
  const text = useText()
  return (
    <WorkPage title={result.data ? text(result.data.title) : t('place.drafts')}>
      <Loaded result={result}>{(draft) => <Written draft={draft} />}</Loaded>
    </WorkPage>
  )
}

/** Kinds whose form is drawn from its parts. */
const forms: Readonly<Record<string, readonly Part[]>> = {
  item: itemParts,
  'district-item': districtParts,
  field: fieldParts,
  'choice-list': choiceListParts,
  material: materialParts,
}
const wordKindOf = (kind: string) => wordKinds.find((one) => one === kind)
const saveAfterMs = 1_000

/** What is typed is saved a moment later with the version it was read at: a change of somebody else's is not overwritten. */
function Written({ draft }: { draft: Draft }) {
  const t = useWords()
  const text = useText()
  const may = useMay()
  const save = useOfficerAct('publication.saveDraft', { touches: 'publication.getDraft' })
  const [parts, setParts] = useState<Parts>(draft.parts)
  const [past, setPast] = useState<readonly Parts[]>([])
  const version = useRef(draft.streamVersion)
  const dirty = useRef(false)
  const typed = useRef(parts)
  const locked = draft.state !== 'drafting' || !may('publication.saveDraft')
  // Acts move the version as well; what somebody else wrote is taken in while nothing of ours waits.
  useEffect(() => {
    if (dirty.current || save.problem) return
    version.current = draft.streamVersion
    setParts(draft.parts)
  }, [draft, save.problem])
  const put = (next: Parts, remember = true) => {
    if (remember) setPast([...past.slice(-49), parts])
    dirty.current = true
    typed.current = next
    setParts(next)
  }
  useEffect(() => {
    if (!dirty.current || save.pending || save.problem) return undefined
    const timer = setTimeout(async () => {
      const sent = typed.current
      const answer = await save.run({ draftId: draft.draftId, parts: sent }, version.current)
      if (!answer) return
      version.current = answer.version
      if (typed.current === sent) dirty.current = false
    }, saveAfterMs)
    return () => clearTimeout(timer)
  })
  const undo = () => {
    const before = past.at(-1)
    if (!before) return
    setPast(past.slice(0, -1))
    put(before, false)
  }
  const faults = [...draft.judgement.faults, ...draft.judgement.lacks]
  const wordKind = wordKindOf(draft.kind)
  const main = parts.find(({ kind }) => kind === draft.kind)
  const examples = parts.find(({ kind }) => kind === 'example')?.body
  // Whoever may not write now reads what it says in plain words, once it can be said.
  const isRead = locked && draft.judgement.lines.length > 0
  const saved = dirty.current ? (save.pending ? 'saving' : 'unsaved') : 'saved'
  return (
    <>
      <ActProblem problem={save.problem} />
      {save.problem && (
        <Button
          onClick={() => {
            dirty.current = false
            save.reset()
          }}
        >
          {t('publication:screens.takeTheirs')}
        </Button>
      )}
      <DraftBar
        draft={draft}
        busy={dirty.current}
        placeOf={({ part, path }) => {
          const form = forms[draft.kind]
          if (form)
            return (placeInForm(form, path)?.steps ?? [])
              .map(({ label, row }) =>
                row ? t('casework:item.at', { name: text(label), number: row }) : text(label),
              )
              .join(' · ')
          const place = placeIn(part, path)
          return place ? t(`policy:screens.write.place.${place.key}`, place) : ''
        }}
        saved={
          !locked && (
            <span aria-live="polite" data-saved={saved}>
              {t(`publication:screens.save.${saved}`)}{' '}
              <Button size="small" disabled={past.length === 0} onClick={undo}>
                {t('publication:screens.undo')}
              </Button>
            </span>
          )
        }
      />
      {draft.consultation && <Comments draftId={draft.draftId} />}
      {main && draft.kind !== 'policy' && isRead && (
        <Sheet title={t('publication:screens.whole')}>
          <PlainLines lines={draft.judgement.lines} />
        </Sheet>
      )}
      {main && draft.kind === 'item' && !isRead && (
        <ItemEditor
          body={main.body}
          locked={locked}
          faults={faults}
          onChange={(body) => put([{ kind: 'item', body: { ...body } }])}
        />
      )}
      {main && draft.kind === 'district-item' && !isRead && (
        <DistrictItemEditor
          local={main.body}
          locked={locked}
          faults={faults}
          onChange={(body) => put([{ kind: 'district-item', body: { ...body } }])}
        />
      )}
      {main && wordKind && !isRead && (
        <WordEditor
          kind={wordKind}
          body={main.body}
          locked={locked}
          faults={faults}
          onChange={(body) => put([{ kind: wordKind, body: { ...body } }])}
        />
      )}
      {main && draft.kind === 'policy' && isRead && (
        <PolicyBeside policy={main.body}>
          <Sheet title={t('publication:screens.whole')}>
            <PlainLines lines={draft.judgement.lines} />
          </Sheet>
        </PolicyBeside>
      )}
      {main && draft.kind === 'policy' && !isRead && (
        <PolicyEditor
          policy={main.body}
          examples={examples}
          locked={locked}
          onChange={({ policy, examples: told }) =>
            put([
              { kind: 'policy', body: { ...policy } },
              ...(told ? [{ kind: 'example', body: { ...told } }] : []),
            ])
          }
        />
      )}
    </>
  )
}
