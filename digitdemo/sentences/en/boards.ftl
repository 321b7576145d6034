# What is said under the pointer on a picture of numbers.

boards-place = row { $row }, column { $column }
