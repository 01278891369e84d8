"""A Word document (.docx) → an article. Pure: bytes in, values out, or a named refusal; nothing is ever fetched.

``opening`` refuses what is no docx or too large, ``source`` reads every word of it plainly, ``reading`` has mammoth
make HTML of it, ``composing`` makes blocks of the HTML; what then stands in none of them is named as left out.
"""
