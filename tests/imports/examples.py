"""Sentences of ours, and whom each of them thanks. Eve writes; `@ana` stands for `<@UANA>`, `\\n` for a new line."""

RECOGNISED = r"""
ana | Thanks @ana!
ana | thank you @ana for covering my shift on Friday night
ana bo | Thanks @ana and @bo for staying late
ana bo | Thanks @ana, @bo for staying late!
ana bo carol | Huge thanks to @ana, @bo and @carol for the launch :rocket:
ana bo carol | thanks @ana @bo @carol
ana | thanks @ana, @bo could you also have a look?
ana | Thanks @ana! @bo could you also have a look?
ana | thanks @ana. @bo fyi
ana | @ana thanks!
ana | @ana: ^ works, thank you
ana bo | @ana @bo thanks for the quick turnaround
ana bo | @ana, @bo: thank you both!
bo | &gt; thanks @ana for the help\nthanks @bo from me as well
ana | thanks @ana and @eve
ana | @ana ++
ana | @ana++
ana | @ana ++ for the late refund
ana bo | @ana @bo ++
ana | kudos to @ana for the refund
ana | Kudos @ana!
ana bo | Kudos to @ana &amp; @bo
ana | Big shout-out to @ana who fixed the printer
ana | shoutout to @ana for handling the angry caller
ana bo | Shout out to @ana and @bo!
ana | props to @ana
ana | mad props @ana
ana | well done @ana!
ana | @ana well done :clap:
ana | Great job @ana on the presentation
ana | great work, @ana
ana | @ana great work today
ana | Awesome work @ana!!
ana | @ana did a great job with that customer
ana | @ana you're a lifesaver
ana | @ana you rock!
ana | @ana is a legend
ana | You saved my day @ana
ana | hats off to @ana
ana | bravo @ana
ana | :clap: @ana
ana | @ana :clap:
ana | @ana :clap::skin-tone-3: :clap::skin-tone-3:
ana bo | :raised_hands: @ana @bo
ana | @ana just closed the ticket from hell :clap:
ana | Thanks for the help @ana
ana | Thanks for the help, @ana!
ana | thanks for sharing @ana
ana | thanks for fixing it so quickly @ana :heart:
ana | Thanks @ana for helping @bo yesterday
ana | thanks @ana for looping in @bo
ana | thanks @ana for introducing me to @bo and @carol
ana bo | Thanks @ana for the slides and @bo for the demo
ana bo carol | Thanks to @ana for the slides, @bo for the demo and @carol for the snacks!
ana | thanks @ana cc @bo
ana | thanks @ana /cc @bo @carol
ana | thanks @ana (cc @bo)
ana | Thank you @ana, I'll talk to @bo about it
ana | @ana thanks, I'll ask @bo
ana | I asked @bo first but @ana solved it, thanks @ana
ana | Don't thank me, thank @ana
ana | I want to thank @ana for everything
ana | I'd like to thank @ana for the great onboarding
ana | can't thank you enough @ana
ana | thx @ana
ana | ty @ana
ana | @ana ty!
ana | tysm @ana
ana | thnx @ana
ana | @ana thankyou so much
ana | @ana thank u
ana | Cheers @ana
ana | merci @ana
ana | Danke @ana!
ana | gracias @ana
ana | @ana tnx
ana | Appreciate it @ana
ana | @ana much appreciated!
ana | I really appreciate your help with this @ana
ana | @ana I appreciate you taking the time
ana | So grateful to @ana for the cover
ana | @ana Sorry for the late reply. It worked after a restart. Thank you!
ana | @ana is the report ready? Oh, I see it now. Thanks!
ana | @ana thanks! Could you also send it to @bo?
ana | @ana thanks for the update. Can you check the other one too?
ana | thanks <@UANA|ana>
ana | thanks <@UANA|ana>: works
bo | @ana I already have it, thanks @bo
bo | @ana can you close it? @bo fixed it, thanks @bo!
ana | Big thank you to the team and especially @ana
ana bo | A big thank you to our night crew @ana and @bo
ana bo carol | Thanks to everyone who helped with the move:\n• @ana for the boxes\n• @bo for the van\n• @carol
ana | @ana /me thanks
ana | @ana Nice catch!
ana | good catch @ana
ana bo | Thanks @ana! And @bo too!
ana | Thanks a million, @ana!
ana | Thanks again @ana :pray:
ana | @ana :pray: thank you
ana | :pray: @ana
ana | thanks so much for your help yesterday with the angry customer @ana, really saved us
ana | You da best. Thanks. @ana
ana | Thanks!! @ana
ana | Thanks! This fixed it, @ana
ana | Love your work @ana
ana | Congrats @ana on the release!
ana | h/t @ana for the link
ana | Thank you, @ana. @bo, what do you think?
bo | @ana, what do you think? Thank you, @bo!
ana bo | @ana Thanks for the photos. @bo Thanks for the cake!
ana bo | @ana Thanks for the photos.\n@bo Thanks for the cake!
ana | Shout out @ana
ana | @ana deserves a shout-out
ana | Many thanks, @ana.
ana | thanks @ana’s patch works
ana | With the help of @ana we closed it, thanks @ana
ana | @ana Thanks for pointing me to @bo's doc
ana | Thank you @ana. Without you we would still be waiting for @bo.
ana | @ana I can't say thank you enough
ana | @ana 🙏 thank you
ana | 👏 @ana
ana | @ana 👏🏽👏🏽
ana | ok thanks @ana
ana | okay @ana thanks
ana | ohh @ana thank you that makes sense
ana | Thank you so so much @ana <3
ana | Thank You @ana !!!
ana | THANKS @ana
ana | *Thanks @ana*
ana | _thanks_ @ana
ana | *Kudos* to @ana
ana | "Late parcel" refund was great, thanks @ana
ana | Thanks to @ana we hit the target
ana | @ana thanks for asking
ana | @ana you are awesome
ana | @ana I owe you one
ana bo | Thanks @here especially @ana and @bo
ana | cheers for that @ana
ana | Special mention and thanks to @ana :star:
ana | thanks @ana | @bo will take it from here
ana | Thanks @ana, @bo will take it from here
ana | Thanks @ana, @bo is on it now
ana | thanks @ana I'll pass it on to @bo
ana | Thanks @ana! FYI @bo
ana | Thank you @ana - @bo can you confirm?
ana bo | thank you @ana + @bo
ana | @ana that did the trick. Thanks a lot!
ana | yep that was it @ana, thanks
ana | Works now. Thanks @ana
ana | @ana you da man, thanks
ana | @ana thanks mate
ana | please join me in thanking @ana for ten years of service
ana bo | Please join me in congratulating @ana and @bo on the launch
ana bo | Let's give it up for @ana and @bo!
ana | round of applause for @ana
ana | Nice work on the till fix @ana
ana | Nice work on the till fix! @ana
ana | Just want to say thank you to @ana for being so patient
ana | I just wanted to give a quick shout out to @ana
ana | wanna give props to @ana
ana | @ana has been amazing this week, thank you!
ana | @ana went above and beyond today. Thank you!
ana | So impressed by how @ana handled that call. Thank you @ana!
ana | Thanks @ana, can you ask @bo to send the keys?
ana | Thank you @ana for covering for @bo on Sunday
ana | thanks @ana for the intro to @bo
ana bo | Thanks @ana for the intro, and thanks @bo for the call
ana bo | Thanks to both @ana and @bo
ana bo | @ana and @bo thank you both so much
ana bo | Many thanks to @ana as well as @bo
bo | As @ana said, thanks @bo
bo | @ana is right. Thanks for checking @bo
ana | @ana thanks for letting @bo know
ana | @ana thanks for taking care of @bo
ana bo | Kudos to @ana for the fix and to @bo for the review
ana bo | shoutout to @ana for the fix, shoutout to @bo for the review
ana bo | Shoutout to @ana (fix) and @bo (review)
ana bo carol | Thanks @ana, @bo &amp; @carol!!
ana bo carol | Thanks team! @ana @bo @carol
ana bo carol | :clap: :clap: @ana @bo @carol :clap:
bo | @ana FYI the printer is fixed, thanks to @bo
bo | @ana: the printer works again thanks to @bo
bo | @ana: the printer works again, all thanks to @bo!
ana | @ana found my badge, thank you!!
ana | @ana thanks for telling me in advance
ana | @ana thank you for helping at till 4
ana | ahh got it @ana ty
ana | @ana perfect ty
ana | @ana ta!
ana | my thanks to @ana for this
ana | All credit to @ana, thanks for the hard work
ana | I'm so grateful for your help @ana
ana | @ana sorry I never said thanks! Thank you!
ana | @ana you've been a great help, thank you
ana | I couldn't have done it without @ana
ana | couldn't have done it without you @ana!
ana | @ana nailed it :clap:
ana | Hats off @ana, that call was brutal
ana bo | High five @ana @bo
ana | @ana :tada: :tada:
ana | Thank you :pray: @ana
ana | @ana saved us hours with the new macro :raised_hands:
ana | Thanks &lt;3 @ana
ana | Well played @ana!
ana | Very well done, @ana
ana | @ana Nice job!! Thanks for this.
ana | Excellent work by @ana on the audit
ana | fantastic job by @ana and the whole crew
ana | Amazing effort from @ana this week
ana | Great teamwork @ana
ana | @ana keep up the good work
ana bo | Thank you @ana\nThank you @bo
ana | @ana awesome, thank you! I'll let @bo know.
ana | Thanks @ana. I'll let @bo know and then @carol can take over.
ana | thanks @ana — @bo will follow up
ana | thanks @ana -- @bo will follow up
ana | Thanks @ana, over to @bo
ana | Thanks @ana, and @bo let me know if you need anything
ana | Thanks @ana, and @bo, can you please confirm?
ana bo | Thanks @ana, and @bo, for confirming
ana | thanks @ana! @bo what do you think?
bo | @ana what do you think? @bo thanks for the context
ana | @ana Thank you for the detailed report on the outage that @bo opened
ana | Thanks for the report @ana, I've assigned it to @bo
ana | thanks for reporting this @ana! I'll get @bo to fix it
ana | @ana got the doc, thanks!
ana | @ana received, thanks!
ana | received with thanks @ana
ana | @ana My password works now. Thanks.
ana | @ana I reset it and it's all good now. Thanks for your help
ana | Thank you @ana for always being there when customers shout. You're the best!
ana | @ana You're the best!
ana | Our hero of the day: @ana! Thank you!
ana | @ana my hero!
ana | @ana, you absolute legend
ana | @ana legend!
ana | You are a star @ana
ana | @ana many many thanks
ana | a thousand thanks @ana
ana | A heartfelt thank-you to @ana
ana | thank-you @ana
ana | THANK YOU SO MUCH @ana!!!!!!
ana | thaaaanks @ana
ana | Thankssss @ana
ana | thank youuuu @ana
ana | thanks!@ana
ana | @anathanks
ana | Tnx @ana :)
ana | @ana Appreciated!
ana | appreciate you @ana
ana | I appreciate @ana jumping in yesterday
ana | Really appreciate the quick turnaround, @ana
ana | +1 thanks @ana
ana | what @ana said, thanks @ana
ana bo | Massive thanks to everyone who shipped this :raised_hands:\n• *Kitchen* — @ana\n• Floor: @bo
ana | Way to go @ana!
ana | <@UANA|ana> ++ for staying late
ana | @ana ++ thanks
ana | @ana: ++
ana | (@ana)++
bo | @ana did you see? @bo++
ana | Customer loved it, thanks @ana!
ana | No worries, thanks @ana
ana | @ana no problem, thank you!
ana | no really, thank you @ana
ana bo | Thank you to @ana and to @bo
ana bo | thanks go to @ana and @bo
ana bo | @ana &amp; @bo :clap:
ana bo | @ana, @bo great job today!
ana bo | Great job today @ana, @bo!
ana bo | Great job @ana on the refund and @bo on the follow up
ana bo | Well done @ana for the refund and @bo for the follow up
ana | @ana handled three angry callers today :raised_hands:
ana | Amazing save by @ana today :tada:
ana | @ana you are amazing, the customer called back just to say so
ana | Couldn't have survived Friday without @ana
ana | @ana saved the day with that refund
ana | @ana saved my bacon
ana | What a save @ana!
ana | So proud of @ana for that call
ana | Thank you @ana for jumping in when @bo was sick
ana | thank you @ana for stepping in for @bo and @carol
ana | Thanks @ana, the customer that @bo escalated is happy now
ana bo | @ana thanks for the cover, and @bo thanks for the lift
ana bo | Thanks @ana for the cover.\nThanks also to @bo for the lift.
ana bo carol | Thanks @ana and @bo. Also @carol!
ana | Thanks @ana! @bo is the ticket closed?
ana | Thank you @ana!! @bo @carol please read this
ana | @bo @carol please read this. Great write-up @ana, thank you!
ana | @bo please read what @ana wrote. Thanks @ana!
ana | @ana thank you. @bo please take it from here
bo | @ana please take it from here. And thank you @bo for the groundwork
ana | FYI @bo, @ana already refunded it. Thanks @ana
ana | @ana really appreciate it
ana | @ana - thanks
ana | @ana — thank you so much
ana | @ana ... thanks
ana | @ana, thx!!
ana | @ana thanks, can confirm it works
ana | @ana Is it this one? Found it, thanks!
ana | @ana cool thanks
ana | @ana k thx
ana | @ana awesome ty
ana | yay thanks @ana
ana | aww thank you @ana :heart:
ana | @ana aww thanks
ana | :heart: thank you @ana
ana | :tada: thanks @ana :tada:
ana | Welcome @ana, and thank you for starting early
ana | Happy Friday! Thanks @ana for a great week
ana | Happy birthday @ana! Thank you for all you do
ana | Big up @ana
ana | @ana bravo!
ana | @ana MVP!
ana | @ana is a rockstar
ana | Today's shoutout goes to @ana
ana | A massive shout out to @ana for last night
ana | Props to @ana for the quick fix
ana | a big hand for @ana
ana | Standing ovation for @ana
ana | Chapeau @ana!
ana | Muchas gracias @ana
ana | @ana merci beaucoup
ana | Danke dir @ana
ana | Vielen Dank @ana für die Hilfe
ana | Obrigado @ana
ana | grazie mille @ana
ana | @ana さん、ありがとうございます！
ana | @ana thanks for warning me two days in advance
ana | I need to thank @ana for closing up last night
ana | can't thank @ana enough for Tuesday
ana | Can I just say thank you to @ana for the cake
ana | thanks for your patience explaining the till to me, @ana
ana | Thanks for waiting for me at the gate @ana
ana | Thank you @ana for your patience with all my questions
ana | cheers for that @ana, see you at 5
ana | thanks @ana, I will do that from now on
ana | Thanks to @ana the bug in the rota is gone
ana | Thanks to @ana for staying when the till was down
ana | thanks to @ana we are down to three tickets
ana | thanks @ana, it took ~10 minutes, not ~20
ana | thanks @ana ~and sorry~ for the lift
ana | Kudos for @ana and her new form
ana bo | thank you\n@ana\n@bo
ana bo carol | Thanks!\n@ana\n@bo\n@carol
ana bo | thanks @ana\n@bo
ana bo | Well done\n@ana\n@bo
ana | thanks!\n@ana\n@bo can you close up?
"""

NOT_RECOGNISED = r"""
@ana can you send me the report? Thanks!
@ana could you please restart the till in shop 4, thanks
hey @ana please approve my leave. thanks
Hi @ana, I need a refund approved for order 44. Thank you!
Thanks in advance @ana
@ana any help appreciated
@ana a review would be appreciated
@ana it would be much appreciated if you could look
@ana I'd appreciate a second pair of eyes
@ana I would really appreciate it if someone could call them back
no thanks @ana
@ana no thanks, I'm fine
@ana no thank you
`thanks @ana`
```thanks @ana```
```\nthanks @ana\n```
&gt; thanks @ana
&gt; thanks @ana for the help\nI agree with this
he said "thanks @ana" and left
“Thanks @ana” is all she wrote
thanks @eve
thanks everyone
thanks <!here> for the help
thanks <!subteam^S123|@support>
<!channel> thanks all for coming
@ana C++ is hard
@ana a ++ b concatenates
@ana i++ there
@ana run it with ++lib
@ana `++`
@ana --
@ana how many kudos points do you have?
@ana the component's props are wrong
@ana the new scanner does a great job
@ana :pray: can you take my shift tomorrow?
@ana could you look at this :pray:
Happy birthday @ana :tada:
Welcome @ana to the team! :tada:
@ana :+1:
@ana :joy:
Thanks for helping @ana yesterday
I'll ask @ana, thanks
did you thank @ana?
@ana thanked me yesterday
@bo says thanks @ana
you're welcome @ana
thank god @ana is back
@ana thank goodness it's Friday
don't thank me
@ana feedback appreciated
@ana your input would be very much appreciated
@ana is the report ready? Thanks
@ana do you know where the key is? thx
@ana let me know when you're done. Thanks!
@ana PTAL, thanks
Please welcome @ana, thanks
Thanks to the cache, @ana, the page is fast now
<https://x.test/thanks|thanks> @ana
@ana see <https://thanks.test/kudos>
@ana good point
@ana good question
@ana good idea
@ana good morning
@ana nice
@ana sounds great
Thanks! @ana can you take the next one?
@ana when you have a minute, review the doc. Thank you
@ana check the fridge temperature. Thanks.
@ana review please, thanks!
I talked to @ana about it, thanks
I talked to @ana. Thanks anyway.
@ana I love this place
Congrats @ana on the wedding
@ana said thanks
@ana thanks but no thanks
@ana Thanksgiving is next week
Thanksgiving dinner with @ana
@ana you are awesome at breaking things
Can we all say thanks to whoever @ana hired?
Is @ana in today? Thanks
Does anybody know if @ana is in today? thanks
Where is @ana? thanks!
If @ana fixes it I'd be thankful
@ana will be thanked later
Someone should tell @ana thanks
Remember to thank @ana
please join me in welcoming @ana
@ana could you ask @bo to send me the keys? Thanks a lot!
Reminder: @ana @bo submit your hours by Friday. Thanks!
@ana hours are due by Friday, thanks!
Hi team, @ana is out today so please route calls to @bo. Thanks!
@ana will cover the desk, thanks
FYI @ana the printer is down. Any ideas? Thanks
The page is fast thanks to the new cache that @ana wants to remove
@ana would you mind taking the 5pm call? It would be a great help. Thank you!
@ana I was wondering whether you've seen my badge. Thanks!
@ana not a great job on the windows today
@ana good luck with the new job
@ana great to meet you
@ana have a great weekend, cheers
@ana "kudos" is a chocolate bar
what does kudos mean @ana?
thanks in advance for your help @ana and @bo
Thanking you in advance, @ana
@ana TIA
@ana many thanks in advance!
@ana I can't open the door, please help. Thank you
@ana help needed at till 4, thanks
can I get a hand at till 4 @ana? thanks
@ana do we have any more bags? ty
the ty column is wrong @ana
@ana import ty from foo
@ana the TA is out
tell @ana I said thanks
Give my thanks to whoever, @ana
@ana I would be grateful for your help
@ana no need to thank me
@ana you don't have to thank me
I never said thanks @ana
@ana you can do it!
@ana I think he nailed it
@ana high five emoji is broken
We launched! :tada: @ana please update the wiki
@ana I finally passed my exam :tada:
@ana see you at the party :tada:
:pray: @ana let it be fixed by noon please
@ana sorry :pray:
@ana please :pray: :pray:
@ana joined the channel :raised_hands:
well done steak for @ana
@ana when it's well done, let me know
@ana are you looking for a good job?
Adding @ana for visibility. Thanks
Looping in @ana, thanks
+ @ana thanks
Assigned to @ana. Thanks!
@ana assigned to you. Thanks!
@ana over to you, thanks!
@ana here's the doc, please add your comments. Thanks!
@ana kindly confirm receipt. Thanks and regards
@ana kindly do the needful and oblige. Thanks
@ana Good morning, I need my password reset. Thanks.
@ana I'm locked out again. Can you help? Thanks for your help
@ana You're the best person to ask about this
@ana the five star review came in
@ana I gave thanks at church
@ana thanks to that bug we lost an hour
@ana no thanks to you we lost an hour
@ana I appreciate that this is hard
Thanks everyone!\n@ana can you close the room?
@ana x++ overflows
@ana g++ -O2 main.cc
@ana use notepad++
@ana version 2++
@ana we use C++ and @bo uses C
@ana : `i ++` is fine
```\n@ana ++\n```
Thanks in advance for your help @ana!
@ana Could someone take the Sunday shift? Many thanks in advance
Advance thanks @ana
@ana thank you for your help in advance
@ana would love your thoughts, thanks a ton
Any chance you can swap with me @ana? Would owe you one!
@ana I'd be so grateful if you could cover me
@ana thanks if you can
If anyone can cover @ana, thanks!
Who can help @ana today? Thanks!
Can someone please tell @ana to call the customer back? Thank you
@ana "thank you for the music" is stuck in my head
The customer wrote: "Thank you @ana, best shop ever"
Customer said thank you to @ana
The customer says thanks to @ana
@bo: "kudos to @ana"
&gt;&gt;&gt; thanks @ana\nand more
&gt;thanks @ana
I told @ana no thanks
No thanks, @ana
No, thank you @ana, I already ate
not thanking @ana for this mess
nobody thanked @ana
@ana has not said thank you yet
@ana never says thank you
Tell @ana thank you from me please
@ana and @bo are in the meeting :pray:
@ana is on holiday :tada:
New menu is live :tada: questions to @ana
@ana your order is ready :tada:
@ana we appreciate your feedback, please fill in the survey
Happy work anniversary @ana! :clap:
Good luck @ana :clap:
Congrats @ana :tada:
@ana :raised_hands: who is in for lunch?
@ana is the star pupil meeting today?
@ana the shout-out channel is here
@ana we passed the props down the tree
merci d'avance @ana
Danke im Voraus @ana
bitte @ana, danke
We should all thank @ana for this
Thank you @ana for your patience while @bo looked into it
@ana I appreciate your patience
thanks in advance for taking the late bus @ana
Thank you in advance for watching the desk on Sunday, @ana
thx so much in advance for opening up tomorrow @ana
We should thank @ana
Somebody should really thank @ana for that
@ana can you thank @bo for me?
please thank @ana from all of us
Note to self, remind me to thank @ana
Thank you for your patience and understanding, @ana!
thanks for waiting @ana
@ana thanks for your understanding
Sorry for the delay @ana, and thank you for bearing with us :pray:
@ana cheers, see you at 5
Cheers @ana, catch you later
Thanks, will do @ana
@ana ok thanks, will do
thanks to @ana the printer is broken again
The till is down again, thanks to @ana
thanks to @ana and @bo the build crashed
~thanks~ @ana
~kudos to @ana~ wrong channel
Kudos for @ana form is at the desk
the link to Kudos for @ana board is in the wiki
"""


def slack(text: str) -> str:
    """As Slack stores it."""
    for name in ("ana", "bo", "carol", "eve"):
        text = text.replace(f"@{name}", f"<@U{name.upper()}>")
    return text.replace(r"\n", "\n")


def recognised() -> list[tuple[tuple[str, ...], str]]:
    """Who is thanked, by which text."""
    pairs = (line.split(" | ", 1) for line in RECOGNISED.strip().splitlines())
    return [(tuple(f"U{name.upper()}" for name in names.split()), slack(text)) for names, text in pairs]


def not_recognised() -> list[str]:
    return [slack(text) for text in NOT_RECOGNISED.strip().splitlines()]
