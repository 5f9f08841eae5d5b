"""Ordinary English words one or two slips away from a word we know: they are no misspellings and stay as they are."""

ORDINARY_WORDS = frozenset("""
accent accepted accepts accessed accidents according accounted accounts advance advances adventurer aggression agitation agnes albert
alberta alberto alton angel angela angeles angelo angles angus animated ascended assam atmosphere ballard balloons banco barley barton
bases bathroom bats battled beads beak beams beans bears beast beasts beat belts bets bids binds bitterly black bloc blue boats book
bosses bottle bounce bounty branding brave break breakout bree breeding brick brien brighter brighton brink brock broke broker brood
brooke broom browning bulge cabinets calling cannon canoe canonical canton canyon cara cardinal carl carlo carlos carole carrying case
caste castile cattle cease celebrating celeste celestial cell cells ceremonies chair chairs chan chang changing chanting charging chart
charting chased chat chatting cheer cheers chemical cherry childless children chile chili chilly choi chord chores chose christian
christians churches churning circuits claiming clare clarence clark clary classics clement clements clone closed closer closet collected
compared competed compiled complied compose composer composers comprised computed concept concepts concern concerns concrete conducted
confidence conical connector connects contacted contemplating contested continent contract contractor contracts contrast contrasts
convert converted converts convicted coral cords corner corrected cosmic counters county coventry cradled credit credited creditors
creep danced dancer dane dangling dante deception decorate decreased decreasing dedicated defective defiance delegate denise depression
depth descent deserted dessert detailed detained detected detective determine determines devotion dire disturbed diving dominance
dominate done doubled dragoons draining dread dressing drifting drilling drinking dripping drove drugs duplicate earl earle earls
eclectic edgar eighth eighties elaborated electrical electron electronic elegance elemental elephant eleventh elizabeth emotions
encoding enduring enhanced erie erotic escaped exceeded excessive exchanged executed executing exercised existing exited exiting
expanded expensive expertise expressing expression extremes failing fair fairs fancy fantastic fare fares faster festival fifteenth
fifth filed filling finale fist flash fleeting flight flirting flooding flowering foley folks following folly force fore forecast
foremost forested forestry forge forrest forster fort forth forts fourteenth fright frowning fungal funk gallant garde gardener gave
gentry gland gloom gloss grace graded grady gran grande grandfather grant grape grass grateful gravel greeting greg grind grinding
grinning gripping groove grove guitarist hadn hand handed handheld handle handy hangs harmon harmonic harmonica harmonies haven healy
heartbeat heated heaved heroin hoarse holloway holt hoper horde horne horst hose host housed houses hunted hunting impressions incense
inception indicate infection infections initiate initiation initiative injection innocence insertion inspiration intended intensive
intention intentions intercepted interrupt intimacy inventor inversion invitation iris irritation jelly joaquin johan johanna johannes
jungle knighted kylie landlord large leases leave leto lever ligament likely list livery living lodging logging losing lydia lyric
lyricist mach mafia magician maia maintain maintains managing mandarin mania manor mara marc marched marco marginal mari marian marie
marin marina mario maris marital marry marrying marsh marshes marta martian mastery match matches matching mater mayor meal measured
medal mediation medication medications mellon melodies memorial memorials mental mercy mere meta meteor metro meyer militant mined miner
mixer mixes moaning moderator modernism monsters montagu montane monument moods mortgage motel motto mountainous mounting mouthful move
musica mysteries mythical nacional nationale nobel nocturnal nodes noses note noted operated operates operating operation operative
operator overtime overturned paces packed palestine palm palms paradise parry partisan partly parts patterned patterson patty paved
peaces peach pearce percy periodic permission perry persuasion petty philipp philippe phillip phillips photograph photographed
photographer photographers photographic photography pieces place placed plaintiff platform platforms player poker polk poppy populace
position possibly powder prayed prefect preston profession professions quarto quarts queer quilt quit quote raid rains rally raped rave
raven reaching reacting real reassigned rebels reckless recorded recreated redding redesigned reefs rees reflecting reflection reformer
regan regarding reigned reilly rejected rejecting related relating released releasing relegated renal renaming repealed replaced
replacing reported reporter reporters reporting required requires resented reserved residing resisted resolve respected respecting
respective resulted retreated retreating revealed revealing reverend reverted revolver revolves rhythmic rider ripping rivera rocco
romania romanian rounding rover royale ruining rustling sacked sadie sally samoa sample sanctions sant santo satin satire saving
saxophonist scar scarcely scare scared scarf scarlett scars scent scope scored scorer scots scout screened sears sebastien second
secondly sectional seduction seed seen selection selections selective sentiment sentiments serena serviced sessions settings seventh
seventies severity severn sewing share shark sharpe sheep sheet shirt shoot shooting shore shot shout sicilian side sigh sighs signing
silky simpler simplest simply sing singled sings sinking site sixth skill slade sleek slice slid slight sling smoothed smoothing snort
sober solos something sonnet sonnets sonny sons sore sort sous souza spaced spade spared spark sped speedway spend spice spicy spike
spill spinning spire spite sport sporting spotting sprang spraying springer sprint sprinted sprung spying stairs stale stall star stare
stares staring stark starr starring start starting starts starving stations stats staying stays steep steering stephan stephane sterling
steven stil sting stinging stirling stirring stole store storey storing story straight strategy strife strike striking stripe strive
strode stroking stronger strung stud sturdy styled subset suit suited suits sumner sunni superb supper surprised suspended sven swaying
sweat sweep swept swimming swirling swore swung symphonies synthesis synthesized tang tease technician temps tended tendency tens tensed
tensor tertiary thee them themed there these think thirsty thirteenth thirties thorough though threw thriving tick tile titled toni
topic torah touch toxic tradition traditions trail trailed trainer trainers trait tran transitional traveled traveler tree trees tremble
trembled trick trough trumpeter tumor tunic turbulence tutor twain twenties undertaker unease union unmarried vacation vale validation
valle valuation value valve vase vaughn verde verge versa verve vice victor victories vila villa villagers villains villas violence
violet violinist vittorio voiced wages waists wakes waking wales walt wards warner watch wave waved welding wheeling whimpered whispers
whistled wielding william williamson windy winery wines winger wings winner wins wives women wood woodland woodlands woodward woody
works worlds worms
""".split())
