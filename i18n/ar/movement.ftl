# Flow monitoring, estimates and returns. A key stands in every language with the same variables; a test holds that.

## People on the move
nav-flows = على الطريق
flows-title = أشخاص على الطريق
flows-intro = ما عُدّ عند نقاط كل مسار، وكم شخصًا مختلفًا قد يكون ذلك، وأي الأيام كانت غير معتادة.
flows-public = الصفحة العامة
flows-none = لم يراقب أحد أي مسار في هذه الأيام.
from-day = من
to-day = إلى
counts-incomplete = عمليات عدّ تنقصها النقطة أو اليوم أو الساعات ولا تدخل في أي رقم: { $count }
points-unknown = عبور عند نقاط غير موجودة في السجل:
approve-counts = اعتماد عمليات العدّ
approve-counts-means = تصبح عمليات العدّ المسجلة من { $from } إلى { $to } علنية بالأسابيع حيث تكون نقطتها علنية. تبقى الأعداد الصغيرة مخفية.
counts-approved = عمليات العدّ المعتمدة: { $count }

## Unusual days
unusual = أيام غير معتادة
unusual-note = أيام قُيّمت بحسب الأسابيع السابقة لكل يوم: { $judged }. أيام لم تُقيّم لنقص التاريخ: { $unjudged }، والصمت عنها لا يعني شيئًا. القاعدة: { $rule }.
unusual-none = لم يكن أي يوم غير معتاد.
day = اليوم
point = النقطة
direction = الاتجاه
direction-onward = ذهابًا
direction-back = إيابًا
direction-circular = دائري
direction-unknown = غير معروف
passages = مرات العبور
usual-from = الأدنى
usual-to = الأعلى
what-is-unusual = ما غير المعتاد
more-than-usual = أكثر من المعتاد
fewer-than-usual = أقل من المعتاد

## A route and its points
route-title = { $route }: { $direction }
different-people = أشخاص مختلفون، أفضل تقدير
from-to = من { $low } إلى { $high }
passages-by-point = مرات العبور بحسب النقطة وفق ترتيب المسار
counted-before = عُدّوا من قبل، أفضل تقدير
known-by = معروف من
basis-first-point = أول نقطة في المسار
basis-told-last-transit = ذكر الناس آخر مكان مرّوا به
basis-bounds-only = حدود فقط
hours-open = يعبر الناس خلال { $hours } ساعات في اليوم.
hours-open-unknown = لا يُعرف خلال كم ساعة في اليوم يعبر الناس: لا يُقدَّر شيء.
point-unwatched = لم يراقب أحد هذه النقطة.
days-note = اليوم غير المدرج لم يُراقب: هو مجهول وليس صفرًا.
passages-by-day = مرات العبور بحسب اليوم
hours-watched = ساعات المراقبة
scaled = بعد التقدير
how-derived = كيف نشأ الرقم
hours-of-day = ساعات اليوم
hour = الساعة
passages-an-hour = مرات العبور في ساعة مراقبة
from-where-to-where = من أين إلى أين
departed-from = انطلقوا من
going-to = متجهون إلى
not-told = لم يُذكر

## Estimates of a round
estimates = تقديرات بحسب المكان
estimated-from = تقييمات
estimated-location-assessments = المواقع والتجمعات
estimated-sub-area-assessments = مناطق دون المديرية
population = الفئة السكانية
people = الأشخاص
lowest = الأدنى
best = الأفضل
highest = الأعلى
estimate-places = أماكن لها رقم: { $places }. بلا رقم: { $without }، وهي مجهولة وليست صفرًا.
estimate-none = لا رقم لهذه الفئة في أي مكان.
sadd-female = نساء وفتيات
sadd-male = رجال وفتيان
sex-and-age = { $sex }، { $ages } سنة

## Places of return
returns-title = الظروف في أماكن العودة
returns-note = 0 يعني لا مشكلة و100 كل المشكلات في أسوئها. الأوزان: { $weights } ({ $source }).
returns-most-severe = أشد الأماكن
people-returned = العائدون
return-score = الدرجة
return-severity-low = منخفضة
return-severity-medium = متوسطة
return-severity-high = مرتفعة
return-scale-services = سبل العيش والخدمات
return-scale-safety = الأمان والتماسك
weighs-most = الأثقل وزنًا
indicator-weighs = { $indicator } ({ $points })
answered = ما أُجيب عنه
too-little-answered = إجابات قليلة جدًا
