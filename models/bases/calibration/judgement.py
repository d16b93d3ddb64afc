"""What is judged, not fitted: how services spread, how long their claims take to be paid, and the named
conditions, guided by the shares that stop-loss carriers publish (rows excess_of of targets/us-commercial-2026.csv).
"""

from collections import namedtuple

# size: of the negative binomial, before the fit's multiplier of its kind (small: few people have
# most); cv of an amount; lag: mean days and cv from incurred to paid (lognormal, at most 540 days).
Service = namedtuple("Service", "size cv kind curve line lag")
SERVICES = {
    "emergency_room": Service(1, 1.2, "common", "hospital", "medical", (62, 0.9)),
    "inpatient": Service(0.3, 1.2, "rare", "hospital", "medical", (75, 0.9)),
    "primary_care": Service(2, 0.6, "routine", "ambulatory", "medical", (48, 0.9)),
    "specialist": Service(0.6, 1.2, "common", "ambulatory", "medical", (52, 0.9)),
    "mental_health": Service(0.06, 0.8, "rare", "mental_health", "mental_health", (37, 0.9)),
    "advanced_imaging": Service(0.5, 1.0, "common", "ambulatory", "medical", (52, 0.9)),
    "speech_therapy": Service(0.02, 0.6, "rare", "ambulatory", "medical", (45, 0.9)),
    "occupational_physical_therapy": Service(0.1, 0.6, "rare", "ambulatory", "medical", (45, 0.9)),
    "preventive": Service(2, 1.0, "routine", "ambulatory", "medical", (45, 0.9)),
    "laboratory": Service(0.7, 1.5, "routine", "ambulatory", "medical", (45, 0.9)),
    "xray": Service(1, 1.5, "common", "ambulatory", "medical", (50, 0.9)),
    "skilled_nursing": Service(0.05, 1.2, "rare", "hospital", "medical", (70, 0.9)),
    "outpatient_facility": Service(0.12, 3.0, "rare", "hospital", "medical", (64, 0.9)),
    "rx_generic": Service(1, 1.5, "routine", "drugs", "pharmacy", (9, 0.7)),
    "rx_preferred_brand": Service(0.1, 1.0, "rare", "drugs", "pharmacy", (9, 0.7)),
    "rx_non_preferred_brand": Service(0.08, 1.0, "rare", "drugs", "pharmacy", (9, 0.7)),
    "rx_specialty": Service(0.03, 0.6, "rare", "drugs", "pharmacy", (11, 0.7)),
}

# Services beside CMS's, of conditions alone: (line, lag, what it is).
OWN = {
    "newborn_intensive_care": ("medical", (90, 0.8), "a bill of the stay of a premature or sick newborn"),
    "infused_drugs": ("medical", (65, 0.8), "drugs given in a clinic and paid by the medical plan"),
    "dialysis": ("medical", (60, 0.8), "a month of dialysis"),
    "transplant_stay": ("medical", (100, 0.8), "a bill of the organ or marrow and its stay"),
    "gene_and_cell_products": ("medical", (75, 0.8), "the product; the care around it is apart"),
}

# Months since onset, in any unit.
ACUTE = (55, 15, 8, 5, 4, 3, 2, 2, 2, 2, 1, 1)
SURGERY = (62, 14, 8, 5, 3, 2, 1, 1, 1, 1, 1, 1)
TREATMENT = (10, 14, 14, 12, 10, 9, 8, 7, 5, 4, 4, 3)
STEADY = (1,) * 12

# Before the fit: cases in 1,000 members under 65, mean and cv of a case's year, the part that
# continues; `group` is scaled together ("fixed": not at all). spread: (service, share, events).
Condition = namedtuple("Condition", "name per_1000 mean cv continues group curve months spread")
CONDITIONS = [Condition(*c) for c in (
    ("cancer_treated_outside_hospital", 3.0, 62_000, 0.80, 0.30, "severe", "cancer", TREATMENT, [
        ("outpatient_facility", 0.46, 50), ("infused_drugs", 0.16, 4), ("rx_specialty", 0.15, 2),
        ("specialist", 0.10, 10), ("advanced_imaging", 0.08, 3), ("laboratory", 0.05, 9)]),
    ("cancer_advanced", 1.5, 190_000, 1.15, 0.45, "severe", "cancer", TREATMENT, [
        ("inpatient", 0.19, 2), ("outpatient_facility", 0.30, 50), ("infused_drugs", 0.22, 7),
        ("rx_specialty", 0.19, 3), ("specialist", 0.04, 10), ("advanced_imaging", 0.04, 4),
        ("laboratory", 0.02, 8)]),
    ("leukemia_lymphoma_myeloma", 0.45, 215_000, 1.35, 0.45, "severe", "cancer", TREATMENT, [
        ("inpatient", 0.29, 2), ("outpatient_facility", 0.16, 45), ("infused_drugs", 0.28, 7),
        ("rx_specialty", 0.21, 5), ("specialist", 0.03, 9), ("laboratory", 0.03, 12)]),
    ("premature_birth", 0.93, 115_000, 2.4, 0.0, "fixed", "newborn", ACUTE, [
        ("newborn_intensive_care", 0.96, 4), ("specialist", 0.03, 6), ("laboratory", 0.01, 4)]),
    ("congenital_anomaly", 0.9, 105_000, 1.6, 0.25, "severe", "congenital", ACUTE, [
        ("inpatient", 0.55, 1), ("newborn_intensive_care", 0.25, 2), ("outpatient_facility", 0.10, 24),
        ("specialist", 0.06, 8), ("speech_therapy", 0.01, 6), ("occupational_physical_therapy", 0.03, 10)]),
    ("cardiovascular", 3.2, 78_000, 1.15, 0.15, "severe", "heart", ACUTE, [
        ("inpatient", 0.47, 1), ("outpatient_facility", 0.35, 30), ("emergency_room", 0.05, 1),
        ("specialist", 0.06, 7), ("advanced_imaging", 0.03, 2), ("laboratory", 0.02, 6),
        ("rx_preferred_brand", 0.02, 3)]),
    ("cerebrovascular", 0.4, 95_000, 1.15, 0.10, "severe", "heart", ACUTE, [
        ("inpatient", 0.60, 1), ("skilled_nursing", 0.11, 1), ("emergency_room", 0.06, 1),
        ("outpatient_facility", 0.08, 16), ("specialist", 0.05, 6),
        ("occupational_physical_therapy", 0.06, 16), ("advanced_imaging", 0.04, 3)]),
    ("kidney_failure", 0.40, 200_000, 0.75, 0.70, "severe", "kidney", STEADY, [
        ("dialysis", 0.72, 12), ("inpatient", 0.14, 1), ("outpatient_facility", 0.06, 20),
        ("specialist", 0.03, 8), ("rx_non_preferred_brand", 0.05, 6)]),
    ("transplant", 0.10, 600_000, 0.80, 0.0, "extreme", "transplant", ACUTE, [
        ("transplant_stay", 0.70, 3), ("inpatient", 0.12, 1), ("outpatient_facility", 0.07, 40),
        ("rx_specialty", 0.06, 6), ("specialist", 0.03, 10), ("laboratory", 0.02, 14)]),
    ("haemophilia", 0.035, 600_000, 1.0, 0.93, "extreme", "clotting", STEADY, [
        ("rx_specialty", 0.88, 12), ("inpatient", 0.06, 1), ("outpatient_facility", 0.04, 12),
        ("specialist", 0.02, 5)]),
    ("gene_and_cell_therapy", 0.03, 1_400_000, 0.75, 0.0, "extreme", "gene", ACUTE, [
        ("gene_and_cell_products", 0.80, 1), ("inpatient", 0.16, 1), ("outpatient_facility", 0.03, 10),
        ("laboratory", 0.01, 10)]),
    ("rare_disease_drugs", 0.17, 420_000, 1.0, 0.90, "extreme", "inherited", STEADY, [
        ("rx_specialty", 0.55, 12), ("infused_drugs", 0.40, 13), ("specialist", 0.03, 6),
        ("laboratory", 0.02, 6)]),
    ("sepsis_and_respiratory_failure", 1.0, 110_000, 1.4, 0.05, "severe", "acute", ACUTE, [
        ("inpatient", 0.85, 1), ("emergency_room", 0.06, 1),
        ("outpatient_facility", 0.04, 16), ("specialist", 0.05, 5)]),
    ("trauma", 1.3, 75_000, 1.5, 0.05, "severe", "injury", ACUTE, [
        ("inpatient", 0.52, 1), ("emergency_room", 0.14, 1), ("outpatient_facility", 0.20, 24),
        ("occupational_physical_therapy", 0.05, 12), ("specialist", 0.05, 6), ("xray", 0.04, 5)]),
    ("joint_or_spine_surgery", 2.2, 66_000, 0.60, 0.05, "episode", "joints", SURGERY, [
        ("inpatient", 0.64, 1), ("outpatient_facility", 0.20, 24), ("specialist", 0.06, 6),
        ("occupational_physical_therapy", 0.05, 16), ("advanced_imaging", 0.03, 2), ("xray", 0.02, 4)]),
    ("abdominal_surgery", 3.0, 45_000, 0.70, 0.03, "episode", "surgery", SURGERY, [
        ("inpatient", 0.60, 1), ("outpatient_facility", 0.24, 24), ("emergency_room", 0.07, 1),
        ("advanced_imaging", 0.04, 2), ("specialist", 0.05, 4)]),
    ("surgery_without_admission", 10.0, 34_000, 0.60, 0.08, "episode", "joints", SURGERY, [
        ("outpatient_facility", 0.80, 40), ("specialist", 0.08, 7), ("advanced_imaging", 0.04, 2),
        ("occupational_physical_therapy", 0.05, 14), ("xray", 0.03, 3)]),
    ("medical_admission", 3.0, 40_000, 0.90, 0.12, "episode", "acute", ACUTE, [
        ("inpatient", 0.58, 1), ("emergency_room", 0.10, 1), ("outpatient_facility", 0.20, 24),
        ("specialist", 0.06, 6), ("laboratory", 0.03, 8), ("xray", 0.03, 3)]),
    ("mental_health_admission", 1.5, 40_000, 0.90, 0.25, "episode", "mental_health", ACUTE, [
        ("inpatient", 0.72, 1), ("mental_health", 0.22, 24), ("emergency_room", 0.06, 1)]),
    ("birth", 10.5, 21_500, 0.50, 0.0, "fixed", "birth", ACUTE, [
        ("inpatient", 0.62, 1), ("outpatient_facility", 0.18, 16), ("specialist", 0.12, 8),
        ("laboratory", 0.04, 8), ("xray", 0.04, 3)]),
    ("autoimmune_disease", 6.0, 56_000, 0.60, 0.65, "episode", "immune", STEADY, [
        ("rx_specialty", 0.68, 9), ("infused_drugs", 0.14, 2), ("specialist", 0.05, 7),
        ("outpatient_facility", 0.10, 14), ("laboratory", 0.03, 6)]),
    ("other_specialty_drugs", 5.0, 42_000, 0.80, 0.55, "episode", "immune", STEADY, [
        ("rx_specialty", 0.82, 8), ("infused_drugs", 0.06, 1), ("specialist", 0.04, 5),
        ("outpatient_facility", 0.06, 10), ("laboratory", 0.02, 5)]),
    ("multiple_sclerosis_and_nerves", 0.8, 92_000, 0.65, 0.75, "severe", "nerves", STEADY, [
        ("rx_specialty", 0.54, 10), ("infused_drugs", 0.28, 2), ("specialist", 0.04, 7),
        ("advanced_imaging", 0.06, 3), ("outpatient_facility", 0.08, 16)]),
)]

# A premature child's mother is in hospital before the birth (mean and cv of the stay).
MOTHER = {"premature_birth": (18_000, 0.8, "inpatient")}
