import { confidence, inForce } from './common-parts.ts'
import {
  choice,
  group,
  limit,
  manyWords,
  part,
  type Part,
  said,
  seldom,
  text,
  title,
  together,
} from './part.ts'

/** What an item is: its name, whose it is, for whom, and what it yields. */

export const levels = [
  choice('nation', '国家', 'Nation'),
  choice('province', '省', 'Province'),
  choice('city', '市', 'City'),
  choice('district', '区', 'District'),
  choice('town', '镇街', 'Town'),
  choice('village', '村居', 'Village'),
]

export const what: readonly Part[] = [
  title('事项名称', 'Name of the item'),
  part('type', '事项类型', 'Type', {
    is: 'choice',
    of: [
      choice('licence', '行政许可', 'Licence'),
      choice('payment', '行政给付', 'Payment'),
      choice('confirmation', '行政确认', 'Confirmation'),
      choice('award', '行政奖励', 'Award'),
      choice('ruling', '行政裁决', 'Ruling'),
      choice('other', '其他行政权力', 'Other power'),
      choice('public-service', '公共服务', 'Public service'),
    ],
  }),
  part('level', '行使层级', 'Level', { is: 'choice', of: levels }),
  part('department', '实施机关', 'Authority', { is: 'one', of: 'departments' }, { fixed: true }),
  part('audience', '服务对象', 'For whom', {
    is: 'choices',
    of: [
      choice('person', '自然人', 'persons'),
      choice('enterprise', '企业法人', 'enterprises'),
      choice('institution', '事业法人', 'institutions'),
      choice('organisation', '社会组织法人', 'organisations'),
      choice('unincorporated', '非法人企业', 'unincorporated enterprises'),
    ],
  }),
  part('handling', '办件类型', 'Handled', {
    is: 'choice',
    of: [choice('immediate', '即办件', 'at once'), choice('promised', '承诺件', 'within a promised time')],
  }),
  part('channels', '办理形式', 'Channels', {
    is: 'choices',
    of: [
      choice('online', '网上', 'online'),
      choice('counter', '窗口', 'at a counter'),
      choice('post', '快递', 'by post'),
      choice('terminal', '自助终端', 'at a terminal'),
    ],
  }),
  part('visits', '到现场次数', 'Visits', { is: 'number', min: 0 }),
  part('acceptConditions', '受理条件', 'Conditions', manyWords),
  part(
    'result',
    '办理结果',
    'Result',
    together(
      title('办理结果名称', 'Name of the result'),
      part('kind', '结果类型', 'Kind', {
        is: 'choice',
        of: [
          choice('credential', '证照', 'a licence'),
          choice('approval', '批文', 'an approval'),
          choice('record', '登记或备案', 'a record'),
          choice('booking', '预约', 'a booking'),
        ],
      }),
      seldom('credential', '发出的证照', 'The licence it becomes', { is: 'one', of: 'licences' }),
      seldom(
        'changes',
        '改变已有的证照',
        'Changes a licence',
        group(
          part('licence', '证照', 'Licence', { is: 'one', of: 'licences' }),
          part('how', '怎样改变', 'How', {
            is: 'choice',
            of: [
              choice('renewed', '延续', 'renewed'),
              choice('amended', '变更', 'amended'),
              choice('cancelled', '注销', 'cancelled'),
            ],
          }),
        ),
      ),
      seldom('validity', '有效期', 'Valid for', limit),
      seldom('benefit', '据以兑现的政策', 'The policy it lets be paid', { is: 'one', of: 'policies' }),
    ),
  ),
  inForce,
  seldom(
    'codes',
    '国家编码',
    'National codes',
    group(
      seldom('catalogue', '基本编码', 'Catalogue code', text),
      seldom('implementation', '实施编码', 'Implementation code', text),
      seldom('handling', '业务办理项编码', 'Handling code', text),
      confidence,
    ),
    { hint: said('GB/T 39554.1', 'GB/T 39554.1') },
  ),
  confidence,
  seldom('toConfirm', '待本市确认的内容', 'To be confirmed by the city', {
    is: 'choices',
    of: [
      choice('codes', '编码', 'codes'),
      choice('statutory', '法定时限', 'statutory limit'),
      choice('promise', '承诺时限', 'promise'),
      choice('materials', '材料', 'materials'),
      choice('channels', '办理形式', 'channels'),
      choice('visits', '到现场次数', 'visits'),
      choice('fee', '收费', 'fee'),
      choice('department', '实施机关', 'authority'),
      choice('process', '办理流程', 'process'),
    ],
  }),
]
