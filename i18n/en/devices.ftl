# What phones show to enumerators when the server answers.
device-received = Received. Thank you.
device-known = This submission was here already.
device-not-signed-in = Sign in first: the phone’s address is no longer valid, or user name and password are wrong. Ask your data manager for a new code.
device-not-allowed = You may not send to this project. Ask your data manager.
device-not-found = The form is not here any more, or not in this version. Get the list of forms again.
device-same-id = A submission with this number is here with other answers. Yours was kept, and a data manager will look at both.
device-edited = The submission was changed by somebody else meanwhile. Yours was kept, and a data manager will look at both.
device-edited-gone = The submission was changed meanwhile, or is not here. Get it again and change that one.
device-file-differs = A file named { $file } is here with other content. The one that is here stays.
device-form-closed = This form is closed. Ask your data manager where your answers should go; they stay on your phone.
device-draft-replaced = The draft was replaced since. Get the form again and fill in the new one; this test can be deleted.
device-trial = Test: { $form }
device-too-large = This is larger than { $megabytes } MB. Send its files in several parts.
device-cut-off = The transfer was cut off. Send it again.
device-inside = Something failed on our side. Nothing was lost; send it again.
device-refused = This was not taken: { $reason }
