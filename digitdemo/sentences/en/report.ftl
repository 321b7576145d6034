# A run's report, one page to hand in.

report-tested = test pictures read right
report-checked = check pictures read right
report-parameters = parameters
report-learning = learning time
report-reading = reading one digit
report-verdict = Verdict: { $word }
report-curves = Learning
report-setting = Setting
report-everything = everything
report-as-it-comes = as it comes
report-curve-loss =
    loss, 0 to { $top }, over { $epochs ->
        [one] one epoch
       *[other] { $epochs } epochs
    }; orange: check pictures
report-curve-accuracy =
    read right, 0 to { $top }, over { $epochs ->
        [one] one epoch
       *[other] { $epochs } epochs
    }; orange: check pictures
report-test = Test
report-read-as = is ↓, read as →
report-worst = Worst errors
