# جمع البيانات في المتصفح.

## التعبئة
nav-collect = الجمع
collect-title = استمارات للتعبئة
collect-intro = عبّئ الاستمارات هنا مع الشبكة أو من دونها. يُحفظ ما تعبّئه على هذا الجهاز أولًا ثم يُرسل عند توفر الاتصال.
collect-none = ليست لديك استمارة للتعبئة.
collect-away = لا يوجد اتصال. هذه الاستمارات محفوظة على هذا الجهاز ويمكن تعبئتها.
collect-signed-out = انتهت جلستك. سجّل الدخول لإرسال ما ينتظر؛ لم يضع شيء.
collect-known-as = على هذا الجهاز باسم { $name }
fill = تعبئة
form-version = الإصدار { $version }
form-keep = احفظها للعمل دون شبكة
form-kept-at = محفوظة على هذا الجهاز منذ { $at }
form-newer = يوجد إصدار أحدث
form-forget = أزلها من هذا الجهاز
form-forgotten = أُزيلت من هذا الجهاز.
form-keep-done = يمكن الآن تعبئة { $title } دون شبكة.
form-keep-pages = حُفظت الاستمارة، لكن هذا المتصفح لا يحفظ الصفحات. عبّئها مع وجود شبكة.

fill-preview = معاينة. لا يُحفظ شيء مما تكتبه هنا.
fill-preview-sent = الاستمارة مكتملة ويمكن إرسالها. في المعاينة لا يُحفظ شيء.
fill-stored = { $count ->
    [zero] حُفظت على هذا الجهاز. لا استمارات تنتظر الإرسال.
    [one] حُفظت على هذا الجهاز. استمارة واحدة تنتظر الإرسال.
    [two] حُفظت على هذا الجهاز. استمارتان تنتظران الإرسال.
    [few] حُفظت على هذا الجهاز. { $count } استمارات تنتظر الإرسال.
    [many] حُفظت على هذا الجهاز. { $count } استمارة تنتظر الإرسال.
   *[other] حُفظت على هذا الجهاز. { $count } استمارة تنتظر الإرسال.
}
fill-not-stored = تعذّر على هذا الجهاز حفظ الاستمارة. أفرغ بعض المساحة وأرسل مجددًا؛ لا تغلق هذه الصفحة.
fill-kept = تعذّر سؤال الخادم: هذا هو الإصدار المحفوظ على هذا الجهاز.
fill-no-network = لا يوجد اتصال، وهذه الاستمارة غير محفوظة على هذا الجهاز. افتحها مرة مع وجود شبكة.
fill-signed-out = سجّل الدخول لفتح هذه الاستمارة.
fill-no-form = هذه الاستمارة غير موجودة أو مغلقة أو ليست موجهة إليك.
fill-back = العودة إلى الاستمارات

## ما ينتظر
queue = في انتظار الإرسال
queue-empty = لا شيء ينتظر الإرسال
queue-count = { $count ->
    [zero] لا شيء ينتظر
    [one] واحدة تنتظر
    [two] اثنتان تنتظران
    [few] { $count } تنتظر
    [many] { $count } تنتظر
   *[other] { $count } تنتظر
}
queue-tried = آخر محاولة { $at }
queue-not-tried = لم تُجرّب بعد
queue-send = أرسل الآن
queue-sending = جارٍ الإرسال…
queue-sent = { $count ->
    [zero] لم تُرسل أي استمارة.
    [one] أُرسلت استمارة واحدة.
    [two] أُرسلت استمارتان.
    [few] أُرسلت { $count } استمارات.
    [many] أُرسلت { $count } استمارة.
   *[other] أُرسلت { $count } استمارة.
}
queue-unreachable = تعذّر الوصول إلى الخادم. ستُعاد المحاولة عند عودة الاتصال.
queue-signed-out = سجّل الدخول لإرسال هذه الاستمارات.
queue-other = { $count ->
    [zero] لا استمارات عبّأها شخص آخر على هذا الجهاز.
    [one] عبّأ شخص آخر استمارة واحدة على هذا الجهاز. تُرسل عندما يسجّل ذلك الشخص الدخول هنا.
    [two] عبّأ شخص آخر استمارتين على هذا الجهاز. تُرسلان عندما يسجّل ذلك الشخص الدخول هنا.
    [few] عبّأ شخص آخر { $count } استمارات على هذا الجهاز. تُرسل عندما يسجّل ذلك الشخص الدخول هنا.
    [many] عبّأ شخص آخر { $count } استمارة على هذا الجهاز. تُرسل عندما يسجّل ذلك الشخص الدخول هنا.
   *[other] عبّأ شخص آخر { $count } استمارة على هذا الجهاز. تُرسل عندما يسجّل ذلك الشخص الدخول هنا.
}
queue-made = عُبّئت { $at }
queue-files = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
queue-held = { $count ->
    [zero] لا استمارات تحتاج إليك
    [one] استمارة واحدة تحتاج إليك
    [two] استمارتان تحتاجان إليك
    [few] { $count } استمارات تحتاج إليك
    [many] { $count } استمارة تحتاج إليك
   *[other] { $count } استمارة تحتاج إليك
}
queue-held-conflict = لدى الخادم استمارة أخرى بالهوية نفسها. يحتفظ بالاثنتين، ويقرر مدير البيانات.
queue-held-too_large = أحد الملفات أكبر مما يقبله الخادم في طلب واحد.
queue-held-refused = لم يقبل الخادم هذه الاستمارة.
queue-said = يقول الخادم: { $text }
queue-again = حاول مجددًا
queue-copy = احفظ نسخة
queue-discard = إزالة
queue-discard-title = أتزيل هذه الاستمارة من الجهاز؟
queue-discard-means = يُحذف ما عُبّئ من هذا الجهاز ولا يمكن استرجاعه. احفظ نسخة أولًا.
queue-discarded = أُزيلت الاستمارة من هذا الجهاز.
sent-lately = أُرسلت من هذا الجهاز
sent-at = أُرسلت { $at }

## داخل الاستمارة
runner-constraint = هذه الإجابة غير مقبولة هنا.
runner-required = الإجابة مطلوبة هنا.
runner-send = إرسال
runner-cancel = إلغاء
runner-save_location = احفظ الموقع
runner-remove = إزالة
runner-add = إضافة
runner-good_accuracy = دقة جيدة
runner-poor_accuracy = دقة ضعيفة
runner-unknown_accuracy = دقة غير معروفة
runner-accuracy = الدقة
runner-latitude = خط العرض
runner-longitude = خط الطول
runner-finding = جارٍ تحديد موقعك
runner-no_location = تعذّرت قراءة الموقع
runner-time_taken = الوقت المنقضي
runner-no_background_location = الموقع غير متاح. فعّله واسمح به في المتصفح ثم افتح الاستمارة مجددًا.
runner-grant_location = اسمح بالموقع في إعدادات المتصفح وتأكد من تفعيله.
runner-get_location = حدّد الموقع
runner-try_again = حاول مجددًا
runner-take_picture = التقط صورة
runner-choose_image = اختر صورة
runner-rank = رتّب
runner-menu = المزيد
runner-errors = { $count ->
    [zero] لا أسئلة تحتاج إلى إجابة أخرى.
    [one] سؤال واحد يحتاج إلى إجابة أخرى.
    [two] سؤالان يحتاجان إلى إجابة أخرى.
    [few] { $count } أسئلة تحتاج إلى إجابة أخرى.
    [many] { $count } سؤالًا يحتاج إلى إجابة أخرى.
   *[other] { $count } سؤال يحتاج إلى إجابة أخرى.
}

## مساحة الاستمارات
nav-forms = الاستمارات
forms-title = الاستمارات
forms-intro = تُكتب الاستمارات في مصنف (XLSForm) وتُجرّب على شاشة هاتف وتُنشر ثم تُعبّأ على الهواتف أو في المتصفح.
forms-none = لا توجد استمارات بعد.
form-new = استمارة جديدة
form-new-hint = مصنف (.xlsx أو ‎.xls) أو XForm ‏(.xml). تبقى مسودة حتى تنشرها.
form-upload = رفع
form-state-open = مفتوحة
form-state-closing = قيد الإغلاق
form-state-closed = مغلقة
form-state-draft = مسودة
project = المشروع
submissions = الإرساليات
submission-last = آخر استلام
draft = المسودة
draft-waits = مسودة تنتظر النشر. عبّئها أولًا في المعاينة.
draft-new = إصدار جديد من هذه الاستمارة
draft-hint = يحل محل المسودة. ويبقى المنشور كما هو.
draft-stored = حُفظت المسودة.
preview = معاينة
preview-close = إغلاق المعاينة
preview-of = معاينة { $title } على هاتف
publish = نشر
publish-title = أتنشر { $title }؟
publish-means = تحصل الهواتف والمتصفحات على هذا الإصدار عند اتصالها التالي. وتبقى الإصدارات المنشورة وتُقبل إرسالياتها.
publish-version = الإصدار
form-published = نُشرت الاستمارة.
versions = الإصدارات
version-unnamed = بلا اسم
published-at = نُشر في { $at }
version-newer = الأحدث
version-older = مقارنةً مع
changes = التغييرات بين إصدارين
changes-break = التغييرات الحمراء تقطع الأعمدة: لا يمكن عدّ إجابات الإصدارين معًا ببساطة.
version-change = التغيير
question = السؤال
change-detail = وجه الاختلاف
change-kind-removed = سؤال محذوف
change-kind-type = نوع آخر
change-kind-choice-removed = خيار محذوف
change-kind-moved = سؤال منقول
change-kind-added = سؤال جديد
change-kind-choice-added = خيار جديد
change-kind-required = صار مطلوبًا
change-kind-optional = لم يعد مطلوبًا
change-kind-rule = قاعدة أخرى
change-kind-label = صياغة أخرى
translations = الترجمات
texts = النصوص
texts-there = المترجم
texts-missing = الناقص
language-only = لغة واحدة
submissions-none = لم يُستلم شيء.
submission-of = إرسالية { $at }
received = الاستلام
sender = المرسِل
identity = الهوية
answers = الإجابات
comment-optional = تعليق (اختياري)
review-received = قيد المراجعة
review-edited = معدّل
review-has_issues = فيه ملاحظات
review-approved = معتمد
review-rejected = مرفوض
review-approve = اعتماد
review-issues = فيه ملاحظات
review-reject = رفض
review-done = حُفظت المراجعة.
downloads = التنزيلات
download-split = كل خيار من الاختيار المتعدد في عمود
download-csv = الجداول CSV ‏(zip)
devices = الهواتف
devices-intro = لكل هاتف أو عدّاد عنوانه الخاص. يتيح عرض الاستمارات وإرسالها فقط، ويمكن إلغاؤه.
devices-none = لا توجد هواتف بعد.
device-since = منذ { $at }
device-name = اسم الهاتف أو الشخص
device-make = أضف هاتفًا
device-made = يمكن للهاتف الاتصال الآن.
device-revoke = إلغاء
device-revoke-title = أتلغي { $name }؟
device-revoke-means = لن يتمكن الهاتف من عرض الاستمارات أو إرسالها. ويبقى عليه ما لم يُرسل.
device-revoked = أُلغي الهاتف.
paper = نسخة ورقية
paper-none = الاستمارة بلا أسئلة.
paper-if = فقط إذا: { $rule }
paper-repeat = كرّر على أوراق أخرى بقدر الحاجة.
paper-file = يُلتقط بالهاتف.
print = طباعة
submissions-count = { $count ->
    [zero] لا إرساليات
    [one] إرسالية واحدة
    [two] إرساليتان
    [few] { $count } إرساليات
    [many] { $count } إرسالية
   *[other] { $count } إرسالية
}
changes-count = { $count ->
    [zero] لا تغييرات
    [one] تغيير واحد
    [two] تغييران
    [few] { $count } تغييرات
    [many] { $count } تغييرًا
   *[other] { $count } تغيير
}
responses = الإجابات الواردة
responses-latest = { $count ->
    [zero] لا إرساليات
    [one] آخر إرسالية
    [two] آخر إرساليتين
    [few] آخر { $count } إرساليات
    [many] آخر { $count } إرسالية
   *[other] آخر { $count } إرسالية
}
responses-map = { $count ->
    [zero] لا أماكن
    [one] مكان واحد
    [two] مكانان
    [few] { $count } أماكن
    [many] { $count } مكانًا
   *[other] { $count } مكان
}
filled-in = كيف مُلئ النموذج
filled-time = { $time } أمام الأسئلة
filled-between = من { $from } إلى { $to }
filled-seconds = الوقت
filled-visits = مرات العرض
filled-changed = إجابات تغيّرت أثناء الملء: { $count }
filled-reason = سبب التغيير
filled-trail = مواقع الهاتف: { $count }
filled-trail-withheld = في السجل مواقع للهاتف ({ $count }) لا يراها دورك.
filled-unread = أسطر تعذرت قراءتها: { $count }
log-awaited = لم يصل سجل الملء بعد.
log-unreadable = ملف السجل ليس سجلًا.
log-odd-clock_back = أُرجعت ساعة الهاتف إلى الوراء أثناء الملء.
log-odd-several_people = ملأه أكثر من شخص.
log-odd-no_location = كان تحديد موقع الهاتف مغلقًا أو غير مسموح.
log-odd-changed_afterwards = تغيّر بعد إنهائه.
log-odd-unread = تعذرت قراءة بعض أسطر السجل.
timing = وتيرة العمل
timing-show = قراءة السجلات
timing-of = { $logs } من { $count } إرسالية لها سجل.
timing-of-newest = { $logs } من أحدث { $count } إرسالية لها سجل.
timing-who = المرسل
timing-logs = سجلات
timing-without = بلا سجل
timing-median = الوقت المعتاد
timing-fast = سريعة جدًا
timing-changed = إجابات مغيّرة
timing-odd = للنظر فيها
timing-rule = مُلئت هذه أسرع من المعتاد للأسئلة نفسها بمرتين على الأقل (مؤشر السرعة النسبية، Leiner 2019؛ ابتداءً من عشرة سجلات).
timing-questions = الوقت المعتاد لكل سؤال
file-picture = الصورة { $name }
feeds = السجل الذي يغذيه
feeds-means = تغيّر الإرسالية بطاقة السجل التي تسميها. تملأ الأسئلة الحقول بأسمائها، وإلا فبمعناها في HXL.
feeds-register = السجل
feeds-none = لا شيء
feeds-filled = ما يملأ ماذا
feeds-field = حقل السجل
feeds-missing = حقول لازمة بلا قيمة:
feeds-unused = أسئلة لا تملأ شيئًا: { $count }
feeds-begin = تغذية هذا السجل
feeds-end = إيقاف التغذية
feeds-done = النموذج يغذي السجل
feeds-ended = لا يغذي النموذج أي سجل
