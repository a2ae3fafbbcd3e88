written_for=$engine
newline='
'
carriage_return=$(printf '\r')
# What the functions below tell each other.
making='' step='' old='' work='' values='' many=0 built=' ' followers=''
