import {
  askedFields,
  basis,
  conditionsOfPlace,
  confidence,
  promised,
  stepParts,
  tolerance,
  wantedMaterials,
} from './common-parts.ts'
import {
  group,
  id,
  may,
  onlyYes,
  part,
  type Part,
  rows,
  rule,
  said,
  seldom,
  title,
  together,
  words,
} from './part.ts'

/** What is asked, brought and done, and how that differs by business format and on fast tracks. */

export const asked: readonly Part[] = [part('fields', '填写内容', 'What is asked', askedFields)]
export const brought: readonly Part[] = [part('materials', '材料', 'Materials', wantedMaterials)]
export const done: readonly Part[] = [
  part(
    'stages',
    '办理环节',
    'Steps',
    rows('环节', 'step', stepParts, { order: said('办理顺序', 'Order of steps') }),
  ),
]

export const formats: readonly Part[] = [
  may(
    'variants',
    '业态（一类一策）',
    'Business formats',
    rows(
      '业态',
      'format',
      [
        id,
        title('业态名称', 'Name of the format'),
        part('when', '条件', 'Condition', rule, {
          hint: said(
            '用规则语言写，只能用本事项填写的内容，例如 食品经营方式 = "单位食堂"。',
            'In the rule language, over what this item asks.',
          ),
        }),
        may('guide', '提示', 'Note', words),
        conditionsOfPlace,
        seldom('promised', '承诺办结时限', 'Promised limit', promised),
        seldom(
          'fields',
          '填写内容的不同',
          'Asked differently',
          together(
            may('add', '另外填写', 'Asked as well', askedFields),
            may('drop', '不用填写', 'Not asked', { is: 'several', of: 'ownFields' }),
          ),
        ),
        seldom(
          'materials',
          '材料的不同',
          'Wanted differently',
          together(
            may('add', '另外提交', 'Wanted as well', wantedMaterials),
            may('drop', '不用提交', 'Not wanted', { is: 'several', of: 'ownMaterials' }),
          ),
        ),
        seldom(
          'steps',
          '环节的不同',
          'Done differently',
          together(
            may(
              'add',
              '增加的环节',
              'Steps added',
              rows('环节', 'step', [
                part('step', '环节', 'Step', group(...stepParts)),
                may(
                  'before',
                  '排在哪个环节之前',
                  'Comes before',
                  { is: 'one', of: 'ownSteps' },
                  {
                    placeholder: said('空着就排在最后', 'Empty: at the end'),
                  },
                ),
              ]),
            ),
            may('drop', '不办的环节', 'Steps left out', { is: 'several', of: 'ownSteps' }),
          ),
        ),
        basis,
        confidence,
      ],
      { apart: true, order: said('业态的先后', 'Order of formats') },
    ),
  ),
  may('variantsInOrder', '按先后取第一个符合的业态', 'The first format that fits counts', onlyYes),
]

export const tracks: readonly Part[] = [
  may(
    'fastTracks',
    '快速通道（信易+）',
    'Fast tracks',
    rows(
      '快速通道',
      'fast track',
      [
        id,
        title('通道名称', 'Name of the track'),
        part('when', '条件', 'Condition', rule, {
          hint: said(
            '用规则语言写，可以用事实词典里的任何一项，例如 公共信用综合评价等级 = "优"。',
            'In the rule language, over anything in the fact dictionary.',
          ),
        }),
        may('first', '优先办理', 'Handled first', onlyYes),
        may('withoutVisits', '免惯例的现场核查', 'No visit that is only usual', onlyYes),
        seldom('promised', '承诺办结时限', 'Promised limit', promised),
        seldom('tolerance', '可以后补的材料（容缺）', 'Documents that may follow', tolerance),
        basis,
        confidence,
      ],
      { apart: true, order: said('快速通道的先后', 'Order of fast tracks') },
    ),
  ),
]
