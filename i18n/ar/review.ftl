# Review of what was received, and what the import understood. A key stands in every language with the same variables; a test holds that.

## Submissions and what was found in them
submissions-count-more = { $count ->
    [zero] أكثر من { $count } إرسالية
    [one] أكثر من { $count } إرسالية
    [two] أكثر من { $count } إرسالية
    [few] أكثر من { $count } إرسالية
    [many] أكثر من { $count } إرسالية
   *[other] أكثر من { $count } إرسالية
}
submissions-none-such = لا توجد إرسالية بهذه الصفة.
findings-of = ملاحظات الفحص
findings-errors = بها أخطاء
findings-any = بها ملاحظات
findings-without = بلا ملاحظات
submission-findings = { $count ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
version = الإصدار
sent-by-at = أرسلها { $who }، { $at }
answer = الإجابة
answer-blank = بلا إجابة
repeat = تكرار
answers-encrypted = الإجابات مشفّرة. يقرؤها من لديه المفتاح ببرنامج ODK Briefcase أو ما يشبهه.
answers-cut = { $count ->
    [zero] لا تُعرض هنا إلا أول { $count } قيمة.
    [one] لا تُعرض هنا إلا أول { $count } قيمة.
    [two] لا تُعرض هنا إلا أول { $count } قيمة.
    [few] لا تُعرض هنا إلا أول { $count } قيمة.
    [many] لا تُعرض هنا إلا أول { $count } قيمة.
   *[other] لا تُعرض هنا إلا أول { $count } قيمة.
}
answers-others = { $count ->
    [zero] لا قيم تضيفها الاستمارة
    [one] قيمة واحدة تضيفها الاستمارة
    [two] قيمتان تضيفهما الاستمارة
    [few] { $count } قيم تضيفها الاستمارة
    [many] { $count } قيمة تضيفها الاستمارة
   *[other] { $count } قيمة تضيفها الاستمارة
}
severity-information = للعلم
rule-type = ليست من النوع المطلوب
rule-required = إجابة ناقصة
rule-constraint = تخالف قاعدة السؤال
rule-choice = ليست من الخيارات
rule-relevance = أُجيبت ولم تُسأل
rule-calculate = تختلف عما تحسبه الاستمارة
rule-unknown_node = ليست في الاستمارة
rule-version = إصدار آخر من الاستمارة
rule-unchecked = تعذّر فحصها
table-of = { $what }: جدول

## Files of a submission
files = الملفات
file-size = الحجم
file-here = مستلم
file-awaited = لم يُستلم بعد
file-former = مستلم؛ يذكره إصدار سابق

## Review
review = المراجعة
comment-only = تعليق فقط
comment-missing = اكتب تعليقًا أولًا.
comment-done = حُفظ التعليق.
review-step-approve = اعتُمدت
review-step-reject = رُفضت
review-step-question = عُلّمت بأن بها مشكلات
review-step-edit = عُلّمت كمعدّلة
review-step-reset = أُعيدت إلى المراجعة
review-reset = إعادة إلى المراجعة
review-next = التالي للمراجعة
review-none-left = لم يبق شيء للمراجعة.
event-received = استُلمت
event-edited = عُدّلت
event-commented = تعليق
event-refused = وصلت الإرسالية نفسها بإجابات أخرى فحُجزت
edit-changes = ما غيّره التعديل
edit-same = لم تتغير أي إجابة.
edit-untold = لا تُفصّل التغييرات هنا؛ كل نسخة محفوظة.

## Submissions that contradict each other
refused-title = المحجوزة
refused-intro = أرسل هاتف إرسالية موجودة من قبل بإجابات أخرى. تُحفظ الاثنتان إلى أن يقرر أحد.
refused-none = لا شيء محجوز.
refused-count = { $count ->
    [zero] لا شيء محجوز
    [one] واحدة محجوزة
    [two] اثنتان محجوزتان
    [few] { $count } محجوزة
    [many] { $count } محجوزة
   *[other] { $count } محجوزة
}
refused-waiting = { $count ->
    [zero] لا إرساليات تنتظر قرارًا.
    [one] إرسالية واحدة تناقض أخرى وتنتظر قرارًا.
    [two] إرساليتان تناقضان غيرهما وتنتظران قرارًا.
    [few] { $count } إرساليات تناقض غيرها وتنتظر قرارًا.
    [many] { $count } إرسالية تناقض غيرها وتنتظر قرارًا.
   *[other] { $count } إرسالية تناقض غيرها وتنتظر قرارًا.
}
refused-look = انظر إلى الاثنتين
refused-of-this = وصلت هذه الإرسالية ثانية في { $at } بإجابات أخرى تنتظر قرارًا.
refused-state-waiting = بانتظار قرار
refused-state-merged = أُخذ بها
refused-state-separate = مستقلة
refused-state-discarded = مستبعدة
merge-title = نسختان من إرسالية واحدة
merge-intro = انظر أين تختلفان ثم قرّر. تبقى الاثنتان في السجل أيًّا كان اختيارك.
merge-encrypted = كلتاهما مشفّرة فلا تمكن مقارنتهما هنا. يمكن إبقاء المحفوظة، وتبقى الأخرى هنا لمن لديه المفتاح.
merge-large = هما أكبر من أن تُقارنا قيمة بقيمة؛ يمكن أخذ إحداهما كاملة.
merge-differing = { $count ->
    [zero] لا تختلف أي إجابة
    [one] تختلف إجابة واحدة
    [two] تختلف إجابتان
    [few] تختلف { $count } إجابات
    [many] تختلف { $count } إجابة
   *[other] تختلف { $count } إجابة
}
merge-equal = { $count ->
    [zero] لا إجابات متطابقة
    [one] إجابة واحدة متطابقة
    [two] إجابتان متطابقتان
    [few] { $count } إجابات متطابقة
    [many] { $count } إجابة متطابقة
   *[other] { $count } إجابة متطابقة
}
merge-same = تقولان الشيء نفسه؛ لا يختلف إلا شكل الكتابة.
side-stored = المحفوظة
side-refused = المحجوزة
stored-open = فتح الإرسالية المحفوظة
separate-open = فتح الإرسالية التي صارت إليها
decision = القرار
decide = اتخاذ القرار
decision-missing = اختر قرارًا أولًا.
decision-done = حُفظ القرار.
decide-keep = إبقاء المحفوظة
decide-edit = أخذ المحجوزة
decide-values = أخذ القيم المختارة أعلاه
decide-separate = إبقاء الاثنتين
decide-means-keep = لا يتغير شيء. تبقى المحجوزة للتوثيق.
decide-means-edit = تصير تعديلًا للمحفوظة كاملًا.
decide-means-values = تصير تعديلًا للمحفوظة، ويبقى الباقي كما هو.
decide-means-separate = هما عن شيئين مختلفين: تصير المحجوزة إرسالية مستقلة.
decided-keep = أُبقيت المحفوظة
decided-edit = أُخذ بالمحجوزة
decided-values = أُخذ بقيم مختارة
decided-separate = أُبقيت الاثنتان
responses-more = عرض آخر { $count }

## Setting up a phone
device-card = إعداد { $name }
device-code = رمز QR فيه إعدادات ODK Collect
device-step-install = ثبّت ODK Collect على الهاتف وافتحه.
device-step-scan = اختر «الإعداد برمز QR» (أو «إضافة مشروع» من قائمة المشاريع) ووجّه الهاتف إلى هذا الرمز.
device-step-forms = تصل الاستمارات تلقائيًا، ويُرسل ما مُلئ عند توفر الشبكة.
device-by-hand = دون كاميرا: أدخل هذا عنوانًا للخادم.
device-local = لا يصل هذا العنوان إلا إلى هذا الحاسوب. افتح مساحة العمل من العنوان الذي تصل إليه الهواتف وأضف الهاتف هناك.
device-once = لا يُعرض هذا الرمز إلا الآن. من يحمله يستطيع إرسال الاستمارات: لا تسلّمه لغير صاحبه.
device-card-close = تم
trial = جرّب على هاتف
trial-close = إغلاق التجربة
trial-card = هذه المسودة على هاتف
trial-step-send = املأ النموذج وأرسله. يصل أدناه، بمعزل عن الإرساليات الحقيقية.
trial-bearer = من يملك هذا الرمز يستطيع إرسال تجارب حتى تُنشر المسودة. تُحذف التجارب عند استبدال المسودة أو نشرها. تصل قوائم الكيانات إلى الهاتف من دون محتواها.
trial-sent = الإرساليات التجريبية
trial-again = تحديث
trial-none = لم تصل أي تجربة بعد.
trial-received = تاريخ الاستلام
trial-phone = الهاتف
trial-errors = الأخطاء المكتشفة
trial-answers = الإجابات

## Taking a form out of use
form-state = استعمال الاستمارة
form-open-means = تعرضه الهواتف والمتصفحات وترسله.
form-closing-means = لم تعد معروضة؛ ويُقبل ما بُدئ به.
form-closed-means = لا يُقبل شيء بعد الآن.
form-wind-down = إيقاف العرض
form-close = إغلاق
form-reopen = إعادة الفتح
form-state-done = تغيّر استعمال الاستمارة.
forms-not-yours = لا يشمل دورك مساحة عمل الاستمارات. الاستمارات المطلوب ملؤها تحت «الجمع».

## How a file was understood
understood-from = ما لا تقوله الصفوف بنفسها
understood-what = ماذا
understood-how = مأخوذ من
understood-sheet = { $sheet }: { $role }
understood-rows = العناوين في الصف { $header }، والبيانات من الصف { $first }. عدد الصفوف التي نُظر فيها: { $rows }.
meaning-population-idps = نازحون داخليًا
meaning-population-returnees = عائدون
meaning-population-migrants = مهاجرون
meaning-population-refugees = لاجئون
meaning-population-host_community = المجتمع المضيف
understood-heading = العنوان
understood-meaning = المعنى
understood-by = عُرف من
understood-sums = المجاميع
understood-adds = { $what }: صحيح في { $good } من { $rows } صفًا
sheet-role-counts = أعداد أشخاص
sheet-role-estimates = تقديرات من عينة
sheet-role-cross_check = للمقارنة فقط، لا تُستورد
sheet-role-breakdown = تفصيل الأعداد
sheet-role-places = أماكن
sheet-role-code_formats = أطوال الرموز
sheet-role-sites = مواقع
sheet-role-operations = عمليات
sheet-role-not_imported = لا تُستورد
found-by-hxl_tag = وسم HXL
found-by-header = العنوان
found-by-group = عنوان المجموعة
found-by-values = القيم
found-by-mapping = ملف المطابقة
found-by-nothing = لا شيء
meaning-place_type = نوع المكان
meaning-site_status = مفتوح أو مغلق
meaning-parent_code = رمز المنطقة الأعلى
meaning-admin_level = المستوى الإداري
meaning-valid_from = صالح من
meaning-latitude = خط العرض
meaning-longitude = خط الطول
meaning-point = خطا العرض والطول
meaning-operation = العملية
meaning-operation_status = حالة العملية
meaning-round = الجولة
meaning-date = التاريخ
meaning-year = السنة
meaning-month = الشهر
meaning-assessment_type = نوع التقييم
meaning-reason = سبب النزوح
meaning-presence = وجود أشخاص
meaning-key_informants = عدد مصادر المعلومات
meaning-confidence = الموثوقية
meaning-source = المصدر
meaning-enumerator = جامع البيانات
meaning-source_id = رقم الصف في الملف
meaning-comment = ملاحظة
meaning-extra = محفوظ بجانب السجل
meaning-ignored = متروك
meaning-part-name = الاسم
meaning-part-local_name = الاسم بلغة أخرى
meaning-part-code = الرمز
meaning-of-area = منطقة
meaning-of-place = مكان
meaning-of-origin = منطقة الأصل
meaning-code-length = طول الرموز، المستوى { $level }
meaning-need = الاحتياج رقم { $rank }
meaning-need-problem = مشكلة الاحتياج رقم { $rank }
meaning-block = جزء من مجموع حسب { $dimension }
meaning-category = فئة: { $dimension }
meaning-people-female = نساء وفتيات
meaning-people-male = رجال وفتيان
meaning-people-children = أطفال
import-refused = { $count ->
    [zero] لا صفوف مرفوضة.
    [one] صف واحد مرفوض فلا يمكن استيراد شيء. صحّح الملف وجرّبه ثانية.
    [two] صفان مرفوضان فلا يمكن استيراد شيء. صحّح الملف وجرّبه ثانية.
    [few] { $count } صفوف مرفوضة فلا يمكن استيراد شيء. صحّح الملف وجرّبه ثانية.
    [many] { $count } صفًا مرفوضًا فلا يمكن استيراد شيء. صحّح الملف وجرّبه ثانية.
   *[other] { $count } صف مرفوض فلا يمكن استيراد شيء. صحّح الملف وجرّبه ثانية.
}
import-unusable = في الملف أخطاء توقف كل شيء وهي مذكورة أدناه. صحّحه وجرّبه ثانية.
