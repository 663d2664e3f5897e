# مساحة عمل الموظفين. كل مفتاح موجود في كل لغة بالمتغيرات نفسها، ويتحقق من ذلك اختبار.

## الإطار
skip = انتقل إلى المحتوى
nav-main = القائمة الرئيسية
nav-rounds = الجولات
nav-registers = السجلات
nav-import = استيراد
nav-indicators = المؤشرات
nav-users = المستخدمون
language = اللغة
loading = جارٍ التحميل…
try-again = أعد المحاولة
cancel = إلغاء
save = حفظ
saved = تم الحفظ.
create = إنشاء
edit = تعديل
all = الكل
yes = نعم
no = لا
required = مطلوب
state = الحالة
value = القيمة
place = المكان
reason = السبب
reason-optional = السبب (اختياري)
reason-missing = اذكر السبب: سيقرؤه آخرون لاحقًا.
step-title = { $step }: { $round }
lost-title = هذه الصفحة غير موجودة
lost-back = انتقل إلى الجولات

## تسجيل الدخول
sign-in-title = تسجيل الدخول
sign-in-intro = لمن يجمعون الأرقام ويدققونها ويعتمدونها.
sign-in = دخول
sign-out = خروج
user = اسم المستخدم
password = كلمة المرور
code = الرمز المكوّن من ستة أرقام
code-hint = افتح تطبيق المصادقة واكتب الرمز الظاهر الآن.

## حالات الرفض
refusal-unknown = حدث خطأ. لم يتغير شيء.
refusal-unreachable = تعذر الوصول إلى الخادم. تحقق من الاتصال ثم أعد المحاولة.
refusal-wrong_credentials = اسم المستخدم أو كلمة المرور أو الرمز غير صحيح.
refusal-locked = محاولات كثيرة. انتظر بضع دقائق ثم أعد المحاولة.
refusal-forbidden = دورك لا يسمح بذلك.
refusal-not_found = غير موجود، أو لا يحق لك الاطلاع عليه.
refusal-open_findings = لا يمكن اعتماد الجولة ما دامت فيها أخطاء مفتوحة. صحح كل خطأ أو اقبله أولًا.
refusal-version_conflict = غيّره شخص آخر في هذه الأثناء. أعد تحميل الصفحة وكرر تغييرك.

## الجولات
rounds-title = الجولات
rounds-intro = تُجمع كل جولة وتُدقق ثم تُعتمد قبل نشر أرقامها.
rounds-none = لم تُخطط أي جولة بعد.
round-number = الجولة { $number }
period = من { $starts } إلى { $ends }
individuals = الأفراد
households = الأسر
assessments = التقييمات
totals = المجاميع
open-findings = ملاحظات مفتوحة
open-errors = { $count ->
    [one] خطأ واحد
    [two] خطآن
    [few] { $count } أخطاء
   *[other] { $count } خطأ
}
round-state-planned = مخطط
round-state-collecting = قيد الجمع
round-state-checking = قيد التدقيق
round-state-approved = معتمد
round-state-reopened = أعيد فتحه
step-start = بدء الجمع
step-submit = إرسال للتدقيق
step-approve = اعتماد
step-reopen = إعادة الفتح
step-accept = قبول
step-fix = تم التصحيح
round-moved = حالة الجولة الآن: { $state }.
approve-blocked = { $count ->
    [one] بقي خطأ واحد مفتوح. صححه أو اقبله مع ذكر السبب، وبعدها يمكن اعتماد الجولة.
    [two] بقي خطآن مفتوحان. صححهما أو اقبلهما مع ذكر السبب، وبعدها يمكن اعتماد الجولة.
    [few] بقيت { $count } أخطاء مفتوحة. صححها أو اقبلها مع ذكر السبب، وبعدها يمكن اعتماد الجولة.
   *[other] بقي { $count } خطأ مفتوحًا. صحح كلًا منها أو اقبله مع ذكر السبب، وبعدها يمكن اعتماد الجولة.
}
approve-means = تصبح أرقام هذه الجولة علنية.
no-step-for-you = الخطوة التالية ({ $steps }) من اختصاص دور آخر.
check-again = شغّل التدقيق
checking-now = جارٍ التدقيق…
checked = انتهى التدقيق.

## الملاحظات
findings = الملاحظات
findings-count = { $count ->
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
   *[other] { $count } ملاحظة
}
findings-none = لا توجد ملاحظات توافق هذه المرشحات.
tally = { $open } مفتوحة · { $accepted } مقبولة · { $fixed } مصححة
severity = الخطورة
severity-refusal = مرفوض
severity-error = خطأ
severity-warning = تحذير
severity-info = تنبيه
finding-state-open = مفتوح
finding-state-accepted = مقبول
finding-state-fixed = مُصحح
check = التدقيق
check-required = قيمة مطلوبة
check-pcode_unknown = رمز مكان غير معروف
check-pcode_parent = رمز المكان يتبع منطقة أخرى
check-pcode_length = طول رمز المكان
check-name_mismatch = اختلاف الاسم عن الرمز
check-point_off_earth = نقطة خارج الأرض
check-point_zero = نقطة عند الصفر
check-point_swapped = تبديل خط العرض والطول
check-point_sign = إشارة الإحداثي
check-point_outside = نقطة خارج منطقتها
check-duplicate_place = مكان مكرر في الجولة
check-near_duplicate = أماكن متقاربة بالاسم نفسه
check-duplicate_submission = إرسال مكرر
check-block_sum = الأجزاء لا تساوي المجموع
check-sex_sum = مجموع النساء والرجال لا يطابق
check-household_size = حجم الأسر
check-constant_factor = معامل واحد في كل مكان
check-change = تغير كبير
check-new_place = مكان جديد
check-vanished_place = مكان اختفى
check-negative = رقم سالب
check-above_population = أكثر من عدد السكان
check-closed_populated = مغلق ومأهول
check-date_outside_round = تاريخ خارج الجولة
check-before_crisis = نزوح قبل الأزمة
check-outlier = قيمة شاذة
check-digit_heaping = أرقام مقربة
check-one_informant = مُخبر واحد فقط
check-unit_slip = أسر محسوبة كأفراد
check-levels_differ = تعارض المستويات
check-arrivals_differ = التغير مقابل الوصول
check-many_interviews = أماكن كثيرة في يوم واحد
check-alike_answers = إجابات متطابقة
check-short_interview = مقابلة قصيرة جدًا
check-far_from_place = بعيد عن المكان
check-uncoded_reason = سبب خارج القائمة
keys-hint = عندما تكون القائمة نشطة: J للتالي، K للسابق، A للقبول.
accept = قبول
accept-title = قبول هذه الملاحظة
accept-means = يبقى الرقم كما هو ويُحفظ السبب معه.
finding-accepted = تم القبول.
open-again = إعادة الفتح
reopen-title = إعادة فتح هذه الملاحظة
finding-reopened = أعيد الفتح.
fix = تصحيح
fix-title = تصحيح السجل { $place }
save-and-check = حفظ وتدقيق
fixed-and-checked = تم الحفظ وأعيد تدقيق الجولة.
see-record = السجل
show-more = عرض المزيد (بقي { $left })

## المقارنة
compare = مقارنة بجولة أخرى
compare-with = قارن مع
choose-round = اختر جولة
before = قبل
after = بعد
change = التغير
share = التغير %
explanation = التفسير
largest-changes = أكبر التغيرات
covered-both = محسوب في الأماكن التي تشملها الجولتان معًا، وعددها { $count }.
fates = ما آلت إليه الأماكن
fate = ما حدث
places = الأماكن
fate-new = جديد
fate-emptied = خلا من النازحين
fate-not-reached = لم يُوصَل إليه
fate-closed = مغلق
fate-missing = غائب عن الجولة
fate-moved = انتقل إلى منطقة أخرى
fate-changed = تغيّر
fate-same = لم يتغيّر

## السجلات
registers-title = السجلات
registers-intro = كل ما يحفظه النظام، قائمة لكل نوع.
registers-none = لا توجد سجلات يمكنك الاطلاع عليها.
module-displacement = النزوح
module-house = الإدارة
class-open = مفتوح
class-internal = داخلي
class-restricted = مقيّد
class-confidential = سري
search = بحث
record = السجل
new-record = سجل جديد
records-count = { $count ->
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
   *[other] { $count } سجل
}
records-more = أكثر من { $count } سجل
records-none = لا يوجد سجل مطابق.
record-empty = لا يوجد في هذا السجل ما يمكنك الاطلاع عليه.
changed = آخر تغيير
changed-at = آخر تغيير: { $at }
pages = الصفحات
previous = السابق
next = التالي
export = تصدير
content = المحتوى
as-of = كما كان في
as-of-note = أنت تنظر إلى الماضي. امسح التاريخ للعودة إلى الحاضر والتعديل.
history = التاريخ
kind-create = أُنشئ
kind-patch = تغيّر
kind-transition = تغيرت الحالة
kind-settle = حُسم التعارض
kind-import = مستورد
kind-erase = مُسح
fields-set = { $count ->
    [one] حقل واحد
    [two] حقلان
    [few] { $count } حقول
   *[other] { $count } حقل
}
conflict = تعارض
conflicts = تعارضات يجب حسمها
conflicts-intro = غيّر شخصان الحقل نفسه كلٌ على حدة. اختر القيمة التي تبقى.
take-this = أبقِ هذه القيمة
settle-title = حسم التعارض
conflict-settled = حُسم التعارض.

## الاستيراد
import-title = استيراد ملف
import-intro = تجربة أولًا لا تغير شيئًا، ثم الاستيراد نفسه.
import-hint = اترك فارغًا ما يذكره الملف نفسه. البلد: ثلاثة أحرف مثل SDN.
file = الملف
file-missing = اختر ملفًا أولًا.
operation = العملية
round = الجولة
date = التاريخ
country = البلد
try-import = جرّب
keep-import = استورد
import-done = تم الاستيراد.
import-tried = نتيجة التجربة
import-kept = تم الاستيراد
rows = الصفوف
rows-created = منشأة
rows-changed = متغيرة
rows-unchanged = بلا تغيير
understanding = كيف فُهم الملف
faults = العيوب
faults-count = { $count ->
    [one] عيب واحد
    [two] عيبان
    [few] { $count } عيوب
   *[other] { $count } عيب
}
sheet = الورقة
row = الصف
column = العمود

## المؤشرات
indicators-title = المؤشرات
indicators-intro = أرقام محسوبة من السجلات بحسب المكان.
indicator = المؤشر
level = المستوى
level-name = { $level ->
    [0] البلد
   *[other] المستوى الإداري { $level }
}
by = التوزيع حسب
by-nothing = دون توزيع
everywhere = كل الأماكن
observations-none = لا توجد أرقام لهذا الاختيار.
suppressed = محجوب
records = السجلات

## المستخدمون
users-title = المستخدمون
users-intro = من يحق له الدخول وما يحق له فعله.
full-name = الاسم
grants = الأدوار
role = الدور
unit = الوحدة
second-step = رمز عند الدخول
disabled = معطّل
disable = تعطيل
disable-title = تعطيل { $user }
disable-means = لن يتمكن من الدخول بعد الآن. ويبقى ما فعله في التاريخ.
user-disabled = تم التعطيل.
user-created = أُنشئ المستخدم.
new-user = مستخدم جديد
role-enumerator = جامع بيانات
role-analyst = محلل
role-data_manager = مدير بيانات
role-coordinator = منسق
role-administrator = مدير النظام
field-individuals = الأفراد
field-households = الأسر
field-population = السكان
field-presence = الوجود
field-area_code = رمز المكان
field-area_name = المكان
field-latitude = خط العرض
field-longitude = خط الطول
field-females = النساء والفتيات
field-males = الرجال والفتيان
## Coverage and confidence
coverage = التغطية
coverage-note = المكان الخالي والمكان الذي لم يتم الوصول إليه والمكان المغلق ثلاثة أمور مختلفة ويُحسب كل منها على حدة.
coverage-by-area = الأماكن حسب المنطقة
remote-round = جولة عن بُعد: سُئلت مصادر المعلومات عن بُعد ويذكر ذلك كل منتج.
places-expected = المتوقعة
places-covered = فيها أشخاص
places-nobody = لا يوجد أحد
places-not-reached = لم يتم الوصول إليها
places-closed = مغلقة
places-without-word = دون رقم
places-waiting = لم تصل بعد
places-known = معروفة
plan-areas = تخطيط المناطق والفرق
area = المنطقة
team = الفريق
days = الأيام
outside-plan = خارج الخطة
waiting-for = { $count ->
    [zero] لا مكان دون تقرير
    [one] مكان واحد دون تقرير
    [two] مكانان دون تقرير
    [few] { $count } أماكن دون تقرير
    [many] { $count } مكانًا دون تقرير
   *[other] { $count } مكان دون تقرير
}
reliability = الثقة في أرقام مصادر المعلومات
confidence = الثقة
share-of-people = نسبة الأشخاص
reliability-high = عالية
reliability-medium = متوسطة
reliability-low = منخفضة
reliability-unknown = غير مسجلة
round-locked = هذه الجولة معتمدة: سجلاتها مغلقة حتى يعاد فتحها بسبب.
round-report = تقرير للطباعة
covered-each = تغطي الجولة السابقة { $before } مكانًا واللاحقة { $after }.
change-by-area = التغير حسب المنطقة مع التغطية
places-before = الأماكن قبل
places-after = الأماكن بعد
only-before = الأشخاص في أماكن الجولة السابقة فقط
only-after = الأشخاص في أماكن الجولة اللاحقة فقط

